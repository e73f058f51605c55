"""Who stands around a world: issuers, token requestors, and whose keys let them in."""

from typing import Final

from emulator.admin import service
from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas import parties, scope
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="list_parties",
        method="GET",
        path="/_emulator/parties",
        request=scope.Scoped,
        response=parties.PartyList,
        handler=service.list_parties,
        source=SOURCE,
        summary="List the issuers and token requestors of a namespace.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="register_parties",
        method="POST",
        path="/_emulator/parties",
        request=parties.Register,
        response=parties.Registered,
        handler=service.register_parties,
        source=SOURCE,
        summary="Register issuers, token requestors, credentials and cards; one with a known id is replaced.",
        opens_units=True,
    ),
    Operation(
        name="remove_party",
        method="DELETE",
        path="/_emulator/parties/{kind}/{party}",
        request=parties.RemoveParty,
        response=parties.PartyList,
        handler=service.remove_party,
        source=SOURCE,
        summary="Forget an issuer or a token requestor; its cards and tokens stay.",
        opens_units=True,
    ),
)
