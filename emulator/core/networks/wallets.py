"""One network's half of a wallet: decide about a card, make the token, verify its holder, take a payment."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from emulator.core.networks.names import Names
from emulator.core.networks.payments import Paid, Tap
from emulator.domain.cards import Expiry
from emulator.domain.codes import Method, Outcome
from emulator.domain.decisions import Decision
from emulator.domain.pan import Network, Pan
from emulator.domain.parties import Requestor
from emulator.domain.tokens import Token
from emulator.storage.unit import Unit

if TYPE_CHECKING:
    from emulator.core.context import Context
    from emulator.core.provisioning.circumstances import Circumstances


@dataclass(frozen=True, slots=True)
class Device:
    """The phone that is to hold a token: `id` is its serial number, `app` the instance of the wallet on it."""

    id: str
    name: str
    app: str
    system: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A card that a wallet brings to the network; `circumstances` is what the wallet says of phone, account and cardholder.

    `vouched` says that the issuer's proof came with the card, and holds.
    """

    pan: Pan
    expiry: Expiry
    holder: str | None
    requestor: Requestor
    device: Device
    vouched: bool
    circumstances: "Circumstances | None" = None

    def path(self, decision: Decision) -> Decision:
        """Return what becomes of the card: without the issuer's proof nobody is approved before the cardholder is verified."""
        waits = decision is Decision.APPROVED and not self.vouched
        return Decision.REQUIRE_AUTHENTICATION if waits else decision


class WalletService(Protocol):
    """One network's half of a wallet, each step as its own books want it; stateless, like a wire."""

    @property
    def network(self) -> Network:
        """The network whose cards it adds."""

    async def ask(self, ctx: "Context", addition: Addition) -> Any:
        """Ask the card's issuer, outside any unit; the answer stands in `ctx.asked` when `add` runs."""

    async def add(self, ctx: "Context", unit: Unit, addition: Addition) -> Token | None:
        """Make the token, active or waiting for its cardholder to be verified; None when the card is declined.

        Raises:
            DomainError: the card cannot be added.
        """

    async def methods(self, ctx: "Context", token: Token) -> tuple[Method, ...]:
        """Return the ways in which the cardholder can be verified; outside any unit, because the issuer may be asked."""

    async def ask_to_send(self, ctx: "Context", token: Token, *, method: Method) -> Any:
        """Ask the issuer to send a code, outside any unit; the answer stands in `ctx.asked` when `send_code` runs.

        Raises:
            DomainError: as `send_code`.
        """

    async def send_code(self, ctx: "Context", unit: Unit, token: Token, *, method: Method) -> None:
        """Have a code sent to the cardholder.

        Raises:
            DomainError: no code is sent this way, or the last one is spent.
        """

    async def ask_code(self, ctx: "Context", token: Token, *, digits: str) -> Any:
        """Ask the issuer about a code that it made, outside any unit; None where there is nothing to ask."""

    async def try_code(self, ctx: "Context", unit: Unit, token: Token, *, digits: str) -> Outcome:
        """Try a code, with the answer to `ask_code` in `ctx.asked`; the right one brings the token to life.

        Raises:
            DomainError: there is no code that could be tried.
        """

    async def names(self, ctx: "Context", unit: Unit, token: Token) -> Names:
        """Return what issuers read of a token and its card; a network that has no other names for them uses the vault's."""
        return Names(token.reference, token.card)

    async def pay(self, ctx: "Context", unit: Unit, tap: Tap) -> Paid:
        """Count one payment with an active token, and write it down with what its issuer said."""
