"""The letters of Customer Service, written down by hand from Mastercard's documentation."""

from dataclasses import replace

import pytest

from emulator.domain.tokens import Actor, Cause, State
from emulator.providers.mdes.customer_service.service import standing
from emulator.storage.tokens import Move
from tests.providers.mdes.test_statuses import NOON, a_token


def test_every_state_has_its_letter() -> None:
    letters = {state.value: letter for state, (letter, _) in standing.STATUSES.items()}

    assert letters == {"requested": "U", "active": "A", "suspended": "S", "deleted": "D"}


def test_every_actor_has_its_letter_and_mdes_has_none() -> None:
    letters = {actor.value: standing.initiator(actor) for actor in Actor}

    assert letters == {"issuer": "I", "requestor": "W", "cardholder": "C", "network": None}
    assert set(standing.SUSPENDERS.values()) == {"I", "W", "C", "P"}


def test_every_kind_of_token_has_its_letter() -> None:
    assert {kind.value: letter for kind, letter in standing.TYPES.items()} == {"EMBEDDED_SE": "S", "CLOUD": "C", "STATIC": "F"}


def test_reasons_are_letters_of_the_history() -> None:
    assert {letter for letter in "ACFLSTZ" if standing.REASONS[letter] != letter} == set()
    assert set(standing.REASONS.values()) == set("ACFLSTZ")


@pytest.mark.parametrize(
    ("state", "was_active", "letter"),
    [(State.REQUESTED, False, "A"), (State.ACTIVE, True, "S"), (State.DELETED, True, "S"), (State.DELETED, False, "F")],
)
def test_a_token_is_provisioned_when_it_has_been_activated(state: State, *, was_active: bool, letter: str) -> None:
    token = replace(a_token(), state=state, activated_at=NOON if was_active else None)

    assert standing.provisioned(token)[0] == letter


@pytest.mark.parametrize(
    ("wallet", "state", "by", "deleted"),
    [
        ("216", State.DELETED, Actor.CARDHOLDER, True),
        ("216", State.DELETED, Actor.REQUESTOR, False),
        ("216", State.SUSPENDED, Actor.CARDHOLDER, False),
        (None, State.DELETED, Actor.CARDHOLDER, False),
    ],
)
def test_a_consumer_deletes_tokens_from_devices(wallet: str | None, state: State, by: Actor, *, deleted: bool) -> None:
    token = replace(a_token(), wallet=wallet, state=state)

    assert standing.deleted_by_consumer(token, None, [Move(State.ACTIVE, state, Cause(by), NOON)]) is deleted
