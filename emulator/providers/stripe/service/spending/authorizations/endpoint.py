"""Where an account wants to be asked in real time: a setting, not an object (docs.stripe.com/issuing/controls/real-time-authorizations)."""

from dataclasses import asdict, dataclass, field
from typing import Final

from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("stripe.realtime")
_KEY: Final = "endpoint"

APPROVE: Final = "approve"
DECLINE: Final = "decline"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Who is asked: `secret` signs (`whsec_...`), `on_failure` is what is decided when there is no answer, or nonsense."""

    url: str
    secret: str = field(repr=False)
    on_failure: str = DECLINE


async def endpoint(unit: Unit) -> Endpoint | None:
    """Return the account's endpoint; None where nobody is asked."""
    found = await unit.documents.get(KIND, _KEY)
    return Endpoint(**found) if found else None


async def put(unit: Unit, new: Endpoint) -> None:
    """Ask there from now on."""
    if not await unit.documents.add(KIND, _KEY, asdict(new)):
        await unit.documents.save(KIND, _KEY, asdict(new))


async def remove(unit: Unit) -> bool:
    """Ask nobody from now on; False when nobody was asked before."""
    return await unit.documents.remove(KIND, _KEY)
