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
    RESTORE = "restore"


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
    """Why a token moved: who did it, the code and the free text that came with it.

    `lifts` names the party whose suspension is lifted, where a network lets `by` lift another's.
    """

    by: Actor
    code: str | None = None
    text: str | None = None
    lifts: Actor | None = None


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


class Alteration(StrEnum):
    """What can change about a token while its state stays: the account behind it, its own validity, or what is told of it."""

    ACCOUNT = "account"
    RENEWAL = "renewal"
    DETAILS = "details"


class Audience(StrEnum):
    """Who is told of an alteration: an issuer may keep it from the token's holder."""

    ALL = "all"
    ISSUER = "issuer"


@dataclass(frozen=True, slots=True)
class TokenAltered:
    """Something about a token changed, and its state did not."""

    alteration: Alteration
    token: Token
    cause: Cause
    audience: Audience = Audience.ALL


@dataclass(frozen=True, slots=True)
class TokenSuspected:
    """A device's counters do not fit the network's: somebody may have copied the token."""

    token: Token


TokenEvent = TokenCreated | TokenMoved | TokenAltered

# Mastercard and Visa publish the same moves under different names; what a party may lift is decided in `move`, and which
# deleted tokens come back (Mastercard lets some) is for the network to say.
TRANSITIONS: Final[dict[tuple[State, Action], State]] = {
    (State.REQUESTED, Action.ACTIVATE): State.ACTIVE,
    (State.REQUESTED, Action.DELETE): State.DELETED,
    (State.ACTIVE, Action.SUSPEND): State.SUSPENDED,
    (State.ACTIVE, Action.DELETE): State.DELETED,
    (State.SUSPENDED, Action.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Action.RESUME): State.ACTIVE,
    (State.SUSPENDED, Action.DELETE): State.DELETED,
    (State.DELETED, Action.RESTORE): State.ACTIVE,
}


def move(token: Token, action: Action, cause: Cause, *, at: datetime) -> TokenMoved:
    """Return what happened: the moved token and the state it came from.

    Raises:
        IllegalTransition: the table has no such move, or somebody resumes what another party holds.
    """
    target = TRANSITIONS.get((token.state, action))
    holder = cause.lifts or cause.by
    resumes_for_another = action is Action.RESUME and holder not in token.holders
    if target is None or resumes_for_another:
        raise IllegalTransition(token.state, action)
    holders = _holders_after(token, action, holder)
    if action is Action.RESUME and holders:
        target = State.SUSPENDED
    # One that is deleted before it was ever active may be brought back all the same.
    activated = token.activated_at or (at if target is State.ACTIVE else None)
    moved = replace(token, state=target, holders=holders, changed_at=at, activated_at=activated)
    return TokenMoved(before=token.state, action=action, token=moved, cause=cause)


def _holders_after(token: Token, action: Action, by: Actor) -> frozenset[Actor]:
    if action is Action.SUSPEND:
        return token.holders | {by}
    return token.holders - {by} if action is Action.RESUME else frozenset()
