"""The words of MDES for where a token is in its life, and for who keeps it suspended."""

from collections.abc import Mapping
from typing import Final

from emulator.domain.tokens import Actor, State, Token
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


def suspended_by(token: Token) -> list[Suspender] | None:
    """Return who keeps the token suspended, by name; None when nobody does, because the member is then left out."""
    return [SUSPENDERS[actor] for actor in sorted(token.holders)] or None
