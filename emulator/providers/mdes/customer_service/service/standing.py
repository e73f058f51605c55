"""What an issuer is told of a token's standing, in the letters of Customer Service (developer.mastercard.com)."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from emulator.domain.decisions import Decision
from emulator.domain.tokens import Actor, State, Token, TokenKind
from emulator.providers.mdes.customer_service.schemas.inquiry import ReasonLetter
from emulator.providers.mdes.customer_service.schemas.search import DecisionCode, StatusLetter, SuspenderCode, TypeCode
from emulator.providers.mdes.records.digitizations import Digitization
from emulator.storage.tokens import Move

LIVING: Final = frozenset({State.ACTIVE, State.SUSPENDED})

STATUSES: Final[Mapping[State, tuple[StatusLetter, str]]] = {
    State.REQUESTED: ("U", "Unmapped"),
    State.ACTIVE: ("A", "Active"),
    State.SUSPENDED: ("S", "Suspended"),
    State.DELETED: ("D", "Deactivated"),
}
# The network itself suspends only for the wallet's PIN.
SUSPENDERS: Final[Mapping[Actor, SuspenderCode]] = {
    Actor.ISSUER: "I",
    Actor.REQUESTOR: "W",
    Actor.CARDHOLDER: "C",
    Actor.NETWORK: "P",
}
TYPES: Final[Mapping[TokenKind, TypeCode]] = {TokenKind.EMBEDDED_SE: "S", TokenKind.CLOUD: "C", TokenKind.STATIC: "F"}
DECISIONS: Final[Mapping[str, DecisionCode]] = {
    Decision.APPROVED: "A",
    Decision.REQUIRE_AUTHENTICATION: "R",
    Decision.DECLINED: "D",
}
# Codes of the issuer's own are letters already; those that token requestors send have the nearest one (our own choice).
REASONS: Final[Mapping[str, ReasonLetter]] = {
    "A": "A",
    "C": "C",
    "F": "F",
    "L": "L",
    "S": "S",
    "T": "T",
    "Z": "Z",
    "SUSPECTED_FRAUD": "T",
    "NOT_FRAUD": "T",
    "DEVICE_FOUND": "F",
    "OTHER": "Z",
}

Provisioned = tuple[Literal["A", "S", "F"], str]
AWAITING: Final[Provisioned] = ("A", "Awaiting activation")
SUCCESSFUL: Final[Provisioned] = ("S", "Provisioning successful")
FAILED: Final[Provisioned] = ("F", "Provisioning failed")


def initiator(by: Actor) -> SuspenderCode | None:
    """Return the letter for who changed a token; None for what MDES did by itself."""
    return None if by is Actor.NETWORK else SUSPENDERS[by]


def provisioned(token: Token) -> Provisioned:
    """Say how far a token has come to its device: nothing is really provisioned here, so it only waits for its activation."""
    if token.activated_at is not None:
        return SUCCESSFUL
    return AWAITING if token.state is State.REQUESTED else FAILED


def is_on_device(token: Token, record: Digitization | None) -> bool:
    """Say whether an app on a device holds the token; the others lie on a token requestor's server, with its customers' cards."""
    return token.wallet is not None or (record is not None and record.app_instance is not None)


def deleted_by_consumer(token: Token, record: Digitization | None, history: Sequence[Move]) -> bool:
    """Say whether the token has ended because its holder deleted it from the device."""
    return token.state is State.DELETED and is_on_device(token, record) and history[-1].cause.by is Actor.CARDHOLDER
