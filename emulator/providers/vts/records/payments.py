"""Cryptograms that were given out, each for one payment."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("vts.payment", indexes=("token", "cryptogram"))


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment that was prepared: `atc` is the token's counter in it, `at` the world's time as ISO 8601.

    `purchase` is what was bought, by name; nothing where nobody has said.
    """

    id: str
    token: str
    client_id: str
    cryptogram: str
    eci: str
    atc: int
    at: str
    purchase: Mapping[str, Any] = field(default_factory=dict)


async def add(unit: Unit, payment: Payment) -> None:
    """Write down that a cryptogram was given out."""
    await unit.documents.add(KIND, payment.id, asdict(payment))


async def of_token(unit: Unit, token: str) -> list[Payment]:
    """Return the payments of a token, oldest first."""
    return [Payment(**body) for body in await unit.documents.by(KIND, "token", token)]
