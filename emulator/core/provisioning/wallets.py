"""A card goes into a wallet: decide, record, activate; whoever plays the phone calls this."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import codes
from emulator.core.provisioning.circumstances import Circumstances, Wallet
from emulator.core.provisioning.tokens import Order, change, issue
from emulator.domain.cards import Card
from emulator.domain.codes import Channel, Code, Method, Outcome, Purpose
from emulator.domain.decisions import Decision, decide
from emulator.domain.errors import ExpiredCode, UnknownRequestor
from emulator.domain.parties import Requestor
from emulator.domain.tokens import Action, Actor, Cause, Token, TokenKind
from emulator.storage.unit import Unit


class Path(StrEnum):
    """What becomes of a wish: a token at once, a token after the cardholder was verified, or none."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


DECISIONS: Final[Mapping[Path, Decision]] = {
    Path.GREEN: Decision.APPROVED,
    Path.YELLOW: Decision.REQUIRE_AUTHENTICATION,
    Path.RED: Decision.DECLINED,
}
# Wallet ids that Mastercard hands out (developer.mastercard.com, MDES), and where each wallet keeps its tokens.
WALLET_IDS: Final[Mapping[Wallet, str]] = {Wallet.APPLE_PAY: "103", Wallet.GOOGLE_PAY: "216", Wallet.SAMSUNG_PAY: "217"}
HOMES: Final[Mapping[Wallet | None, TokenKind]] = {
    Wallet.APPLE_PAY: TokenKind.EMBEDDED_SE,
    Wallet.GOOGLE_PAY: TokenKind.CLOUD,
    Wallet.SAMSUNG_PAY: TokenKind.EMBEDDED_SE,
    None: TokenKind.STATIC,
}
# Where a made-up cardholder is reached; the number belongs to nobody.
TEXT: Final = Method("1", Channel.TEXT, "***-***-0123")


@dataclass(frozen=True, slots=True)
class Wish:
    """A card is to go into a wallet, or on file at a merchant where no wallet is named.

    `path` decides; without one the card's number does. `requestor` names who holds the token, and follows from the wallet else.
    """

    circumstances: Circumstances
    path: Path | None = None
    requestor: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a wish: no token where it was declined, a code where the cardholder must be verified."""

    decision: Decision
    token: Token | None = None
    code: Code | None = None


async def add(ctx: Context, unit: Unit, card: Card, *, wish: Wish) -> Added:
    """Decide on a wish, and make the token.

    Raises:
        UnknownRequestor: nobody in this world holds tokens for this wallet on the card's network.
        DomainError: the card's number stands for a refusal.
    """
    requestor = await _holder(unit, card, wish)
    decision = DECISIONS[wish.path] if wish.path else decide(card.pan)
    if decision is Decision.DECLINED:
        return Added(decision)
    wallet = wish.circumstances.wallet
    order = Order(requestor.id, HOMES[wallet], decision, requestor.wallet if wallet else None, wish.circumstances)
    token = await issue(ctx, unit, card, order=order)
    if decision is Decision.APPROVED:
        return Added(decision, token)
    return Added(decision, token, await codes.send(ctx, unit, token, method=TEXT, purpose=Purpose.ACTIVATION))


async def verify(ctx: Context, unit: Unit, token: Token, *, digits: str) -> tuple[Outcome, Token]:
    """Try the cardholder's code; the right one brings the token to life.

    Raises:
        ExpiredCode: no code was sent for this token.
        IllegalTransition: the token does not wait for one.
    """
    code = await codes.current(unit, token.reference, Purpose.ACTIVATION)
    if code is None:
        raise ExpiredCode("no code was sent for this token")
    outcome = await codes.attempt(ctx, unit, code, digits=digits)
    if outcome is not Outcome.RIGHT:
        return outcome, token
    return outcome, await change(ctx, unit, token, action=Action.ACTIVATE, cause=Cause(Actor.CARDHOLDER))


async def _holder(unit: Unit, card: Card, wish: Wish) -> Requestor:
    wallet = wish.circumstances.wallet
    serving = [party for party in await unit.parties.requestors() if card.network in party.networks]
    fitting = [party for party in serving if party.id == wish.requestor] if wish.requestor else _of_wallet(serving, wallet)
    if not fitting:
        raise UnknownRequestor(f"nobody here holds {card.network} tokens for {wish.requestor or wallet or 'merchants'}")
    return fitting[0]


def _of_wallet(serving: list[Requestor], wallet: Wallet | None) -> list[Requestor]:
    return [party for party in serving if party.wallet == (WALLET_IDS[wallet] if wallet else None)]
