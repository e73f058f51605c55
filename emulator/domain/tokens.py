"""Tokens and their life: one table of moves, and the set of parties that hold a token suspended."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from emulator.domain.cards import Expiry
from emulator.domain.errors import IllegalTransition
from emulator.domain.pan import Network, Pan


class State(StrEnum):
    """Where a token is in its life; every provider has its own words for these four."""

    REQUESTED = "requested"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DELETED = "deleted"


class Action(StrEnum):
    """What can be done to a token."""

    ACTIVATE = "activate"
    SUSPEND = "suspend"
    RESUME = "resume"
    DELETE = "delete"


class Actor(StrEnum):
    """Who acts on a token."""

    ISSUER = "issuer"
    REQUESTOR = "requestor"
    CARDHOLDER = "cardholder"
    NETWORK = "network"


class TokenKind(StrEnum):
    """Where the token lives (EMVCo token types as MDES names them)."""

    CLOUD = "CLOUD"
    EMBEDDED_SE = "EMBEDDED_SE"
    STATIC = "STATIC"


@dataclass(frozen=True, slots=True)
class Token:
    """A network token: `number` stands in for the card's PAN at one requestor.

    `reference` is the network's name for it (MDES: tokenUniqueReference; Visa: vProvisionedTokenID), `card` the
    reference of its card, `holders` who keeps it suspended, `atc` the application transaction counter last used.
    """

    reference: str
    card: str
    requestor: str
    network: Network
    kind: TokenKind
    number: Pan
    expiry: Expiry
    state: State
    holders: frozenset[Actor]
    wallet: str | None
    atc: int
    created_at: datetime
    changed_at: datetime
    activated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a token moved: who did it, the code and the free text that came with it."""

    by: Actor
    code: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class TokenCreated:
    """A token came to be, active or waiting for its cardholder to be verified."""

    token: Token
    cause: Cause


@dataclass(frozen=True, slots=True)
class TokenMoved:
    """A token went from one state to another, or one more party suspended it."""

    before: State
    action: Action
    token: Token
    cause: Cause


TokenEvent = TokenCreated | TokenMoved

# Mastercard and Visa publish the same moves under different names; what a party may lift is decided in `move`.
TRANSITIONS: Final[dict[tuple[State, Action], State]] = {
    (State.REQUESTED, Action.ACTIVATE): State.ACTIVE,
    (State.REQUESTED, Action.DELETE): State.DELETED,
    (State.ACTIVE, Action.SUSPEND): State.SUSPENDED,
    (State.ACTIVE, Action.DELETE): State.DELETED,
    (State.SUSPENDED, Action.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Action.RESUME): State.ACTIVE,
    (State.SUSPENDED, Action.DELETE): State.DELETED,
}


def move(token: Token, action: Action, cause: Cause, *, at: datetime) -> TokenMoved:
    """Return what happened: the moved token and the state it came from.

    Raises:
        IllegalTransition: the table has no such move, or somebody resumes what another party holds.
    """
    target = TRANSITIONS.get((token.state, action))
    resumes_for_another = action is Action.RESUME and cause.by not in token.holders
    if target is None or resumes_for_another:
        raise IllegalTransition(token.state, action)
    holders = _holders_after(token, action, cause.by)
    if action is Action.RESUME and holders:
        target = State.SUSPENDED
    activated = at if action is Action.ACTIVATE else token.activated_at
    moved = replace(token, state=target, holders=holders, changed_at=at, activated_at=activated)
    return TokenMoved(before=token.state, action=action, token=moved, cause=cause)


def _holders_after(token: Token, action: Action, by: Actor) -> frozenset[Actor]:
    if action is Action.SUSPEND:
        return token.holders | {by}
    return token.holders - {by} if action is Action.RESUME else frozenset()
