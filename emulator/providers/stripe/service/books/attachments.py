"""Files that other objects name: they are there, and were uploaded for what they are now used for (docs.stripe.com/file-upload)."""

from typing import Final

from emulator.providers.stripe.service.books.kinds import FILE
from emulator.providers.stripe.service.books.refusals import InvalidParameter
from emulator.providers.stripe.service.books.shelf import referred
from emulator.storage.unit import Unit

EVIDENCE: Final = ("dispute_evidence",)
IDENTITY: Final = ("identity_document",)
# The documentation of designs asks for the first, the list of purposes has the second.
LOGO: Final = ("issuing_logo", "business_logo")


async def check_attached(unit: Unit, file_id: str, *, purposes: tuple[str, ...], param: str) -> None:
    """Check that a file can be used.

    Raises:
        NoSuchReference: there is none of this id.
        InvalidParameter: it was uploaded for another purpose.
    """
    file = await referred(unit, FILE, file_id, param=param)
    if file["purpose"] not in purposes:
        raise InvalidParameter(f"The file's purpose must be {' or '.join(purposes)}, not {file['purpose']}.", param=param)
