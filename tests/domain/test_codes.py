"""A code is good for its time and its attempts, and once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.codes import CARRIERS, TERMS, Channel, Code, Method, Outcome, Purpose, outcome_of, settled

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
END = NOON + timedelta(minutes=30)
TEXT = Method("1", Channel.TEXT, "***0123")
CODE = Code("otp_1", "D1", Purpose.ACTIVATION, "123456", TEXT, NOON, END, 3)


def test_the_terms_are_those_that_are_promised() -> None:
    assert {purpose: (terms.digits, terms.validity.seconds // 60, terms.attempts) for purpose, terms in TERMS.items()} == {
        Purpose.ACTIVATION: (6, 30, 3),
        Purpose.AUTHENTICATION: (6, 15, 3),
    }


def test_a_right_code_is_good_once() -> None:
    first = outcome_of(CODE, "123456", at=NOON)

    used = settled(CODE, first)

    assert (first, used.used, used.alive(NOON)) == (Outcome.RIGHT, True, False)
    assert outcome_of(used, "123456", at=NOON) is Outcome.EXPIRED


def test_the_third_wrong_attempt_exhausts_it() -> None:
    code, outcomes = CODE, []
    for _ in range(4):
        outcomes.append(outcome_of(code, "000000", at=NOON))
        code = settled(code, outcomes[-1])

    assert outcomes == [Outcome.WRONG, Outcome.WRONG, Outcome.EXHAUSTED, Outcome.EXHAUSTED]
    assert outcome_of(code, "123456", at=NOON) is Outcome.EXHAUSTED


@pytest.mark.parametrize(("at", "outcome"), [(END - timedelta(microseconds=1), Outcome.RIGHT), (END, Outcome.EXPIRED)])
def test_it_ends_at_its_end(at: datetime, outcome: Outcome) -> None:
    assert outcome_of(CODE, "123456", at=at) is outcome
    assert CODE.alive(at) is (outcome is Outcome.RIGHT)


def test_an_attempt_that_comes_too_late_is_not_counted() -> None:
    assert settled(CODE, Outcome.EXPIRED) == CODE


def test_sent_again_it_keeps_digits_and_end() -> None:
    other = Method("2", Channel.EMAIL, "a***@example.org")

    assert CODE.again(other) == replace(CODE, method=other, sent=2)


def test_the_end_of_a_code_of_the_issuers_is_the_issuers_affair() -> None:
    own = replace(CODE, digits=None, left=0)

    assert own.alive(END + timedelta(days=1))
    assert not replace(own, used=True).alive(NOON)


def test_digits_do_not_show_when_a_code_is_printed() -> None:
    assert "123456" not in f"{CODE} {CODE!r}"


def test_a_code_goes_by_text_message_by_mail_and_by_call() -> None:
    assert {Channel.TEXT, Channel.EMAIL, Channel.CALL} == CARRIERS
    assert (TEXT.carries_codes, Method("2", Channel.AGENT, "1-800").carries_codes) == (True, False)


@given(st.lists(st.sampled_from(Outcome)))
def test_attempts_never_come_back(outcomes: list[Outcome]) -> None:
    code = CODE
    for outcome in outcomes:
        after = settled(code, outcome)
        assert 0 <= after.left <= code.left
        assert after.used >= code.used
        code = after
