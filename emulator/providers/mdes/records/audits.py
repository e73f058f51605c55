"""Who at an issuer made which change to a token: one entry beside a line of the token's history."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("mdes.audit", indexes=("token",))


@dataclass(frozen=True, slots=True)
class Audit:
    """The entry for line `number` of a token's history, counted from 1; `operator` has the wire's own names."""

    token: str
    number: int
    operator: Mapping[str, str]
    comment: str | None = None


async def note(unit: Unit, token: str, *, operator: Mapping[str, str], comment: str | None) -> None:
    """Say who made the last change to a token, and which comment came with it."""
    number = len(await unit.tokens.history(token))
    audit = Audit(token, number, operator, comment)
    await unit.documents.add(KIND, f"{token}/{number}", asdict(audit))


async def of_token(unit: Unit, token: str) -> dict[int, Audit]:
    """Return what is known of a token's changes, by the number of the line in its history."""
    return {body["number"]: Audit(**body) for body in await unit.documents.by(KIND, "token", token)}
