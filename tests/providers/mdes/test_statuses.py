"""The words of MDES for the life of a token."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from emulator.domain.cards import Expiry
from emulator.domain.pan import Network, Pan
from emulator.domain.tokens import Action, Actor, State, Token, TokenKind
from emulator.providers.mdes import statuses

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def a_token(*holders: Actor) -> Token:
    return Token(
        reference="D" * 48,
        card="F" * 48,
        requestor="50111111111",
        network=Network.MASTERCARD,
        kind=TokenKind.CLOUD,
        number=Pan("5480981500100002"),
        expiry=Expiry(2031, 12),
        state=State.SUSPENDED if holders else State.ACTIVE,
        holders=frozenset(holders),
        wallet=None,
        atc=0,
        created_at=NOON,
        changed_at=NOON,
        activated_at=NOON,
    )


def test_every_state_has_its_published_word() -> None:
    assert {state.value: word for state, word in statuses.STATUSES.items()} == {
        "requested": "INACTIVE",
        "active": "ACTIVE",
        "suspended": "SUSPENDED",
        "deleted": "DEACTIVATED",
    }


@pytest.mark.parametrize(
    ("holders", "names"),
    [
        ((), None),
        ((Actor.ISSUER,), ["ISSUER"]),
        ((Actor.REQUESTOR, Actor.CARDHOLDER), ["CARDHOLDER", "TOKEN_REQUESTOR"]),
        ((Actor.REQUESTOR, Actor.ISSUER, Actor.CARDHOLDER), ["CARDHOLDER", "ISSUER", "TOKEN_REQUESTOR"]),
    ],
)
def test_suspenders_are_named_always_in_one_order(holders: tuple[Actor, ...], names: list[str] | None) -> None:
    assert statuses.suspended_by(a_token(*holders)) == names


@pytest.mark.parametrize(
    ("wallet", "action", "by", "barred"),
    [
        ("103", Action.SUSPEND, Actor.CARDHOLDER, True),
        ("103", Action.RESUME, Actor.CARDHOLDER, True),
        ("103", Action.DELETE, Actor.CARDHOLDER, False),
        ("103", Action.SUSPEND, Actor.REQUESTOR, False),
        ("216", Action.SUSPEND, Actor.CARDHOLDER, False),
        (None, Action.RESUME, Actor.CARDHOLDER, False),
    ],
)
def test_a_cardholder_leaves_an_apple_pay_token_alone_that_its_issuer_suspends(
    wallet: str | None, action: Action, by: Actor, *, barred: bool
) -> None:
    held, free = (replace(a_token(*holders), wallet=wallet) for holders in ((Actor.ISSUER,), (Actor.REQUESTOR,)))

    assert (statuses.is_barred(held, action, by), statuses.is_barred(free, action, by)) == (barred, False)
