"""The operations of the account, and of its files."""

from typing import Final

from emulator.core.operation import AnyOperation, Fidelity, Operation
from emulator.providers.stripe.schemas import accounts as schemas
from emulator.providers.stripe.schemas.files import CreateFile, File, ListFiles, RetrieveFile
from emulator.providers.stripe.schemas.objects import Listing
from emulator.providers.stripe.service import accounts, files
from emulator.providers.stripe.wire.answers import answering

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="retrieve_account",
        method="GET",
        path="/v1/account",
        request=schemas.RetrieveAccount,
        response=schemas.Account,
        handler=answering(accounts.retrieve),
        fidelity=Fidelity.PARTIAL,
        reads_only=True,
        source="https://docs.stripe.com/api/accounts/retrieve",
        summary="Look at the key's own account, the few members of it that Issuing needs.",
    ),
    Operation(
        name="retrieve_account_named",
        method="GET",
        path="/v1/accounts/{account}",
        request=schemas.RetrieveAccountNamed,
        response=schemas.Account,
        handler=answering(accounts.retrieve_named),
        fidelity=Fidelity.PARTIAL,
        reads_only=True,
        source="https://docs.stripe.com/api/accounts/retrieve",
        summary="The same by its id; no other account can be seen.",
    ),
    Operation(
        name="create_file",
        method="POST",
        path="/v1/files",
        request=CreateFile,
        response=File,
        handler=answering(files.create),
        source="https://docs.stripe.com/api/files/create",
        summary="Take a file; what is in it is not kept, and no link to it is made.",
    ),
    Operation(
        name="retrieve_file",
        method="GET",
        path="/v1/files/{file}",
        request=RetrieveFile,
        response=File,
        handler=answering(files.retrieve),
        reads_only=True,
        source="https://docs.stripe.com/api/files/retrieve",
        summary="Look at what is known of a file.",
    ),
    Operation(
        name="list_files",
        method="GET",
        path="/v1/files",
        request=ListFiles,
        response=Listing[File],
        handler=answering(files.list_all),
        reads_only=True,
        source="https://docs.stripe.com/api/files/list",
        summary="List files, newest first.",
    ),
)
