"""Payments with a card on a phone: what is bought, what the card's issuer says, and what the network makes of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from emulator.domain.cards import Card
from emulator.domain.tokens import Token
from emulator.storage.unit import Unit

if TYPE_CHECKING:
    from emulator.core.context import Context


@dataclass(frozen=True, slots=True)
class Purchase:
    """A payment at a shop: `amount` in minor units of `currency` (ISO 4217), `mcc` the merchant category code (ISO 18245)."""

    amount: int
    currency: str
    merchant: str
    mcc: str

    @property
    def decimal(self) -> str:
        """The amount with two decimals, as messages of networks have it."""
        return f"{self.amount // 100}.{self.amount % 100:02d}"


@dataclass(frozen=True, slots=True)
class Authorized:
    """What the card's issuer said to a purchase; `reference` is its own name for it, `reason` says why not."""

    approved: bool
    reason: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """A token that pays, and what its issuer has said to that."""

    token: Token
    purchase: Purchase
    authorized: Authorized


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment as the network has it: the token after it, a cryptogram in base64 that nobody has had before."""

    token: Token
    cryptogram: str
    authorized: Authorized


class Till(Protocol):
    """Who answers for the cards of one processor when they pay."""

    async def owns(self, ctx: "Context", unit: Unit, card: Card) -> bool:
        """Say whether a card is one of its."""

    async def ask(self, ctx: "Context", token: Token, purchase: Purchase) -> Any:
        """Ask the app, outside any unit; the answer stands in `ctx.asked` when `settle` runs."""

    async def settle(self, ctx: "Context", unit: Unit, token: Token, *, purchase: Purchase) -> Authorized:
        """Write down what was decided, and return it."""
