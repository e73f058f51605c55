"""Cards that issuers have enrolled for wallets: one id for each number, client and customer."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("vts.wallet_card", indexes=("card",))


@dataclass(frozen=True, slots=True)
class WalletCard:
    """One enrolment: `card` is the vault's name of the card, `address` where its bills go, by the wire's own names."""

    id: str
    card: str
    client: str
    customer: str | None = None
    name: str | None = None
    address: Mapping[str, Any] | None = None


async def add(unit: Unit, card: WalletCard) -> None:
    """Keep a new enrolment."""
    await unit.documents.add(KIND, card.id, asdict(card))


async def save(unit: Unit, card: WalletCard) -> None:
    """Keep a changed enrolment."""
    await unit.documents.save(KIND, card.id, asdict(card))


async def remove(unit: Unit, card: WalletCard) -> None:
    """Forget an enrolment; the vault keeps the card."""
    await unit.documents.remove(KIND, card.id)


async def find(unit: Unit, card_id: str) -> WalletCard | None:
    """Return the enrolment with this id."""
    body = await unit.documents.get(KIND, card_id)
    return WalletCard(**body) if body else None


async def of_card(unit: Unit, card: str, *, client: str, customer: str | None) -> WalletCard | None:
    """Return a client's enrolment of a card for a customer, or for none."""
    found = [WalletCard(**body) for body in await unit.documents.by(KIND, "card", card)]
    return next((one for one in found if (one.client, one.customer) == (client, customer)), None)
