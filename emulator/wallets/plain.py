"""A network without books of its own: what wallets get where no API of the house serves a network's wallets."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from emulator.core.context import Context
from emulator.core.networks import Addition, Authorized, Paid, Purchase, Tap, Till, WalletService
from emulator.core.provisioning import Order, change, codes, enrol, issue, token_to_change
from emulator.domain.cards import Card
from emulator.domain.codes import Channel, Method, Outcome, Purpose
from emulator.domain.decisions import Decision, decide, magic_of
from emulator.domain.errors import IllegalTransition, IneligibleCard, WrongStep
from emulator.domain.pan import Network
from emulator.domain.tokens import Action, Actor, Cause, State, Token, TokenKind
from emulator.storage.unit import Unit

# Numbers and names that belong to nobody (RFC 2606, 555 numbers): our own choice of ways.
METHODS: Final = (Method("1", Channel.TEXT, "***-***-0123"), Method("2", Channel.EMAIL, "c***@example.org"))
# Published, so that whoever plays the acquirer can check a cryptogram.
CRYPTOGRAM_KEY: Final = b"tsp-emulator: worthless on purpose"
CRYPTOGRAM_BYTES: Final = 20
REASONS: Final[Mapping[Decision, str]] = {Decision.DECLINED: "declined by the issuer"}


@dataclass(frozen=True)
class PlainWallets(WalletService):
    """Any network's cards on phones, by the rules of the vault alone."""

    of: Network

    @property
    def network(self) -> Network:
        """The network whose cards it adds."""
        return self.of

    async def ask(self, ctx: Context, addition: Addition) -> Any:
        """Ask nobody: the card's number decides."""

    async def add(self, ctx: Context, unit: Unit, addition: Addition) -> Token | None:
        """Make the token, as the card's number decides."""
        if addition.pan.network is not self.of:
            raise IneligibleCard("the card is another network's")
        decision = addition.path(decide(addition.pan))
        if decision is Decision.DECLINED:
            return None
        card = await enrol(ctx, unit, addition.pan, expiry=addition.expiry, holder=addition.holder)
        party = addition.requestor
        order = Order(party.id, TokenKind.EMBEDDED_SE, decision, party.wallet, addition.circumstances)
        return await issue(ctx, unit, card, order=order)

    async def methods(self, ctx: Context, token: Token) -> tuple[Method, ...]:
        """Return the usual ways."""
        return METHODS

    async def ask_to_send(self, ctx: Context, token: Token, *, method: Method) -> Any:
        """Ask nobody: the network sends its codes itself."""

    async def send_code(self, ctx: Context, unit: Unit, token: Token, *, method: Method) -> None:
        """Send a code that the network makes."""
        await codes.send(ctx, unit, await _waiting(unit, token), method=method, purpose=Purpose.ACTIVATION)

    async def ask_code(self, ctx: Context, token: Token, *, digits: str) -> Any:
        """Ask nobody: the network has made the code."""

    async def try_code(self, ctx: Context, unit: Unit, token: Token, *, digits: str) -> Outcome:
        """Try the code, and bring the token to life with the right one."""
        held = await _waiting(unit, token)
        code = await codes.current(unit, token.reference, Purpose.ACTIVATION)
        if code is None:
            raise WrongStep("no code was sent")
        outcome = await codes.attempt(ctx, unit, code, digits=digits)
        if outcome is Outcome.RIGHT:
            await change(ctx, unit, held, action=Action.ACTIVATE, cause=Cause(Actor.CARDHOLDER, "AUTHENTICATED"))
        return outcome

    async def pay(self, ctx: Context, unit: Unit, tap: Tap) -> Paid:
        """Count the payment."""
        paying = replace(tap.token, atc=tap.token.atc + 1)
        await unit.tokens.save(paying)
        told = f"{paying.number.reveal()}/{paying.atc}/{ctx.ids.digits(8)}".encode()
        cryptogram = hmac.new(CRYPTOGRAM_KEY, told, hashlib.sha256).digest()[:CRYPTOGRAM_BYTES]
        return Paid(paying, base64.b64encode(cryptogram).decode(), tap.authorized)


class PlainTill(Till):
    """Answers for cards that no processor of the house has issued: their number decides."""

    async def owns(self, ctx: Context, unit: Unit, card: Card) -> bool:
        """Take every card."""
        return True

    async def ask(self, ctx: Context, token: Token, purchase: Purchase) -> Any:
        """Ask nobody."""

    async def settle(self, ctx: Context, unit: Unit, token: Token, *, purchase: Purchase) -> Authorized:
        """Decline what a declined card pays; approve everything else."""
        card = await unit.cards.get(token.card)
        decision = magic_of(card.pan).decision if card else Decision.DECLINED
        return Authorized(decision is not Decision.DECLINED, REASONS.get(decision))


async def _waiting(unit: Unit, token: Token) -> Token:
    held = await token_to_change(unit, token.reference)
    if held.state is not State.REQUESTED:
        raise IllegalTransition(held.state, "be activated")
    return held
