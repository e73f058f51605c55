"""What a wallet said when it asked for a token: on which device it is, and what it thinks of device, account and cardholder."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

from emulator.domain.tokens import Token
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("circumstances")


class Wallet(StrEnum):
    """A wallet that the whole trade knows, by the name that issuers read."""

    APPLE_PAY = "apple_pay"
    GOOGLE_PAY = "google_pay"
    SAMSUNG_PAY = "samsung_pay"


@dataclass(frozen=True, slots=True)
class Device:
    """The device that a token lives on; None stands for what the wallet did not say.

    `location` is latitude and longitude (`+39.78/-89.65`), `kind` one of phone, watch and other.
    """

    kind: str | None = None
    name: str | None = None
    fingerprint: str | None = None
    ip_address: str | None = None
    location: str | None = None
    phone_number: str | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a token came about: `card` is the name by which the card was asked for, if any, `advice` what the wallet thinks, by name."""

    card: str | None = None
    wallet: Wallet | None = None
    device: Device = field(default_factory=Device)
    advice: Mapping[str, Any] = field(default_factory=dict)


async def keep(unit: Unit, token: Token, circumstances: Circumstances) -> None:
    """Write down how a new token came about."""
    await unit.documents.add(KIND, token.reference, asdict(circumstances))


async def circumstances_of(unit: Unit, token: Token) -> Circumstances | None:
    """Return how a token came about; None when nobody has said."""
    body = await unit.documents.get(KIND, token.reference)
    if body is None:
        return None
    wallet = Wallet(body["wallet"]) if body["wallet"] else None
    return Circumstances(body["card"], wallet, Device(**body["device"]), body["advice"])
