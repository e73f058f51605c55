"""A token moves as the networks publish, and no party lifts what another holds."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.cards import Expiry
from emulator.domain.errors import IllegalTransition
from emulator.domain.pan import Network, Pan
from emulator.domain.tokens import TRANSITIONS, Action, Actor, Cause, State, Token, TokenKind, TokenMoved, move

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)

# The moves of Mastercard's published life cycle (INACTIVE, ACTIVE, SUSPENDED, DEACTIVATED), written down by hand.
INACTIVE, ACTIVE, SUSPENDED, DEACTIVATED = State.REQUESTED, State.ACTIVE, State.SUSPENDED, State.DELETED
PUBLISHED = [
    (INACTIVE, Action.ACTIVATE, ACTIVE),
    (INACTIVE, Action.DELETE, DEACTIVATED),
    (ACTIVE, Action.SUSPEND, SUSPENDED),
    (ACTIVE, Action.DELETE, DEACTIVATED),
    (SUSPENDED, Action.SUSPEND, SUSPENDED),
    (SUSPENDED, Action.RESUME, ACTIVE),
    (SUSPENDED, Action.DELETE, DEACTIVATED),
    (DEACTIVATED, Action.RESTORE, ACTIVE),
]
FORBIDDEN = [
    (INACTIVE, Action.SUSPEND),
    (INACTIVE, Action.RESUME),
    (ACTIVE, Action.ACTIVATE),
    (ACTIVE, Action.RESUME),
    (SUSPENDED, Action.ACTIVATE),
    (DEACTIVATED, Action.ACTIVATE),
    (DEACTIVATED, Action.SUSPEND),
    (DEACTIVATED, Action.RESUME),
    (DEACTIVATED, Action.DELETE),
    (INACTIVE, Action.RESTORE),
    (ACTIVE, Action.RESTORE),
    (SUSPENDED, Action.RESTORE),
]
ISSUER = Cause(Actor.ISSUER, "L", "lost")


def a_token(state: State, *holders: Actor) -> Token:
    return Token(
        reference="D1",
        card="F1",
        requestor="50123456789",
        network=Network.MASTERCARD,
        kind=TokenKind.CLOUD,
        number=Pan("5480900000000004"),
        expiry=Expiry(2031, 1),
        state=state,
        holders=frozenset(holders),
        wallet="216",
        atc=0,
        created_at=NOON,
        changed_at=NOON,
        activated_at=None if state is State.REQUESTED else NOON,
    )


def holders_of(state: State) -> tuple[Actor, ...]:
    return (Actor.ISSUER,) if state is State.SUSPENDED else ()


@pytest.mark.parametrize(("state", "action"), list(product(State, Action)))
def test_a_token_moves_only_as_the_table_says(state: State, action: Action) -> None:
    token = a_token(state, *holders_of(state))

    if (state, action) in TRANSITIONS:
        event = move(token, action, ISSUER, at=LATER)
        assert (event.before, event.token.state) == (state, TRANSITIONS[state, action])
    else:
        with pytest.raises(IllegalTransition, match=f"cannot {action}"):
            move(token, action, ISSUER, at=LATER)


@pytest.mark.parametrize(("state", "action", "target"), PUBLISHED)
def test_a_token_moves_as_mastercard_publishes(state: State, action: Action, target: State) -> None:
    event = move(a_token(state, *holders_of(state)), action, ISSUER, at=LATER)

    assert event.token.state is target


@pytest.mark.parametrize(("state", "action"), FORBIDDEN)
def test_a_token_makes_no_move_that_mastercard_does_not_publish(state: State, action: Action) -> None:
    with pytest.raises(IllegalTransition, match=f"a token that is {state} cannot {action}"):
        move(a_token(state, *holders_of(state)), action, ISSUER, at=LATER)


def test_the_published_moves_and_the_forbidden_ones_are_all_there_are() -> None:
    assert sorted([(state, action) for state, action, _ in PUBLISHED] + FORBIDDEN) == sorted(product(State, Action))


def test_a_token_resumes_when_its_last_holder_lets_go() -> None:
    token = a_token(State.SUSPENDED, Actor.ISSUER, Actor.REQUESTOR)

    still_held = move(token, Action.RESUME, ISSUER, at=NOON).token
    free = move(still_held, Action.RESUME, Cause(Actor.REQUESTOR), at=NOON).token

    assert (still_held.state, still_held.holders) == (State.SUSPENDED, frozenset({Actor.REQUESTOR}))
    assert (free.state, free.holders) == (State.ACTIVE, frozenset())


@pytest.mark.parametrize(("holder", "other"), [(holder, other) for holder, other in product(Actor, Actor) if holder is not other])
def test_nobody_lifts_the_suspension_of_another(holder: Actor, other: Actor) -> None:
    with pytest.raises(IllegalTransition, match="cannot resume"):
        move(a_token(State.SUSPENDED, holder), Action.RESUME, Cause(other), at=NOON)


def test_a_party_lifts_the_suspension_of_another_when_the_network_lets_it() -> None:
    token = a_token(State.SUSPENDED, Actor.ISSUER, Actor.CARDHOLDER)

    event = move(token, Action.RESUME, Cause(Actor.ISSUER, lifts=Actor.CARDHOLDER), at=NOON)

    assert (event.token.state, event.token.holders, event.cause.by) == (State.SUSPENDED, frozenset({Actor.ISSUER}), Actor.ISSUER)


def test_a_second_suspender_joins_the_first() -> None:
    event = move(a_token(State.SUSPENDED, Actor.CARDHOLDER), Action.SUSPEND, ISSUER, at=NOON)

    assert event.token.holders == {Actor.CARDHOLDER, Actor.ISSUER}


@pytest.mark.parametrize("actor", Actor)
def test_anybody_deletes_a_token_that_others_hold(actor: Actor) -> None:
    event = move(a_token(State.SUSPENDED, Actor.ISSUER, Actor.REQUESTOR), Action.DELETE, Cause(actor), at=NOON)

    assert (event.token.state, event.token.holders) == (State.DELETED, frozenset())


def test_the_event_tells_the_whole_move() -> None:
    token = a_token(State.ACTIVE)

    event = move(token, Action.SUSPEND, ISSUER, at=LATER)

    expected = replace(token, state=State.SUSPENDED, holders=frozenset({Actor.ISSUER}), changed_at=LATER)
    assert event == TokenMoved(before=State.ACTIVE, action=Action.SUSPEND, token=expected, cause=ISSUER)


def test_only_activation_sets_the_moment_of_activation() -> None:
    active = move(a_token(State.REQUESTED), Action.ACTIVATE, ISSUER, at=LATER).token
    deleted = move(a_token(State.REQUESTED), Action.DELETE, ISSUER, at=LATER).token
    resumed = move(move(active, Action.SUSPEND, ISSUER, at=LATER).token, Action.RESUME, ISSUER, at=LATER + timedelta(days=1)).token

    assert (active.activated_at, deleted.activated_at, resumed.activated_at) == (LATER, None, LATER)


@given(st.lists(st.tuples(st.sampled_from(Action), st.sampled_from(Actor)), max_size=30))
def test_a_token_is_suspended_exactly_while_somebody_holds_it(moves: list[tuple[Action, Actor]]) -> None:
    token = a_token(State.REQUESTED)
    for action, actor in moves:
        with suppress(IllegalTransition):
            token = move(token, action, Cause(actor), at=NOON).token

    assert (token.state is State.SUSPENDED) == bool(token.holders)


def test_a_token_prints_without_its_number() -> None:
    assert "54809000000" not in repr(a_token(State.ACTIVE))


@pytest.mark.parametrize(("before", "moment"), [(State.REQUESTED, LATER), (State.ACTIVE, NOON)])
def test_a_token_that_comes_back_has_been_activated_at_the_latest_then(before: State, moment: datetime) -> None:
    deleted = move(a_token(before), Action.DELETE, ISSUER, at=NOON).token

    assert move(deleted, Action.RESTORE, ISSUER, at=LATER).token.activated_at == moment
