"""The words of MDES for where a token is in its life, and for who keeps it suspended."""

from collections.abc import Mapping
from typing import Final

from emulator.domain.tokens import Action, Actor, State, Token
from emulator.providers.mdes.schemas import Status, Suspender

STATUSES: Final[Mapping[State, Status]] = {
    State.REQUESTED: "INACTIVE",
    State.ACTIVE: "ACTIVE",
    State.SUSPENDED: "SUSPENDED",
    State.DELETED: "DEACTIVATED",
}

# MDES knows a fourth, MOBILE_PIN_LOCKED, for wallets that check a PIN; the network itself never suspends here.
SUSPENDERS: Final[Mapping[Actor, Suspender]] = {
    Actor.ISSUER: "ISSUER",
    Actor.REQUESTOR: "TOKEN_REQUESTOR",
    Actor.CARDHOLDER: "CARDHOLDER",
    Actor.NETWORK: "MOBILE_PIN_LOCKED",
}

# Apple's wallet id, as integrators report it.
APPLE_PAY: Final = "103"


def suspended_by(token: Token) -> list[Suspender] | None:
    """Return who keeps the token suspended, by name; None when nobody does, because the member is then left out."""
    return [SUSPENDERS[actor] for actor in sorted(token.holders)] or None


def is_apple_pay(token: Token) -> bool:
    """Say whether Apple's wallet holds the token: there an issuer may lift the cardholder's suspension."""
    return token.wallet == APPLE_PAY


def is_barred(token: Token, action: Action, by: Actor) -> bool:
    """Say whether a cardholder meddles with an Apple Pay token that its issuer suspends (developer.mastercard.com)."""
    meddles = by is Actor.CARDHOLDER and action in {Action.SUSPEND, Action.RESUME}
    return meddles and is_apple_pay(token) and Actor.ISSUER in token.holders
