"""What an issuer says of a token through Customer Service: how well its holder was verified, how its card looks."""

from dataclasses import asdict, dataclass
from typing import Final

from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("mdes.details")


@dataclass(frozen=True, slots=True)
class Details:
    """What was said of one token; None where nothing was."""

    token: str
    assurance: int | None = None
    sequence_number: str | None = None
    product_configuration: str | None = None


async def of_token(unit: Unit, token: str) -> Details:
    """Return what was said of a token so far."""
    body = await unit.documents.get(KIND, token)
    return Details(**body) if body else Details(token)


async def keep(unit: Unit, details: Details) -> None:
    """Keep what is said now."""
    if not await unit.documents.add(KIND, details.token, asdict(details)):
        await unit.documents.save(KIND, details.token, asdict(details))
