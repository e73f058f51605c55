"""Contracts tried on a target."""

import json
from dataclasses import replace

import pytest

from emulator import bootstrap
from emulator.contracts.checks.library import Library
from emulator.contracts.checks.trial import judge, untried, wanted
from emulator.contracts.checks.validation import Validator
from emulator.core.message import Request, Response
from emulator.recording.client import rows_of
from emulator.recording.tape import Tape, TapedExchange, tape_of
from emulator.recording.verify import Compared
from tests.recording.sample import suspended

SUSPEND = "mdes/digital_enablement/suspend"
ROWS = rows_of(bootstrap.APIS)


@pytest.fixture
def tape() -> Tape:
    return tape_of(suspended())


def answered(exchange: TapedExchange, status: int, body: bytes) -> Compared:
    return Compared(exchange, ROWS[exchange.contract], Request("POST", "", "", "", {}, b""), Response(status, body), body)


def judged(library: Library, exchange: TapedExchange, status: int, body: bytes, ignored: tuple[str, ...] = ()) -> list[str]:
    results = untried(library, ["suspend"])
    judge(results, [answered(exchange, status, body)], Validator(library), ignored=ignored)
    return results[SUSPEND].breaches


def test_without_a_choice_every_operation_of_the_providers_is_tried_and_none_of_our_own(library: Library) -> None:
    names = untried(library)

    assert SUSPEND in names
    assert not [name for name in names if name.startswith("admin/")]
    assert list(untried(library, ["admin/live"])) == ["admin/live"]


def test_tapes_are_wanted_where_their_operations_are_and_need_no_settings(library: Library, tape: Tape) -> None:
    special = replace(tape, settings={"mdes_unknown_fields": "refuse"})

    assert wanted([tape, special], untried(library, ["suspend"])) == [tape]
    assert wanted([tape], untried(library, ["transact"])) == []


def test_an_answer_as_its_contract_has_it_passes(library: Library, tape: Tape) -> None:
    exchange = tape.exchanges[1]

    assert judged(library, exchange, 200, exchange.response.body) == []


def test_a_breach_is_told_unless_it_is_known_drift(library: Library, tape: Tape) -> None:
    exchange = tape.exchanges[1]
    body = exchange.response.body.replace(b'"SUSPENDED"', b'"ASLEEP"')

    told = judged(library, exchange, 200, body)

    assert told[0].startswith("POST /mdes/digitization/1/0/suspend /tokens/0/status: 'ASLEEP' is not one of")
    assert judged(library, exchange, 200, body, ("/tokens/0",)) == []


@pytest.mark.parametrize("body", [b"<html>", b"[]"])
def test_rubbish_is_a_breach(library: Library, tape: Tape, body: bytes) -> None:
    assert judged(library, tape.exchanges[1], 200, body)


def test_a_refusal_is_held_against_the_contract_of_errors(library: Library, tape: Tape) -> None:
    refusal = {"errorCode": "INVALID_TOKEN_STATUS", "errorDescription": "no", "errors": []}
    exchange = tape.exchanges[1]

    assert judged(library, replace(exchange, refused=True), 200, json.dumps(refusal).encode()) == []
    assert judged(library, exchange, 200, json.dumps(refusal).encode()) == [f"{exchange.title} /: refused with status 200"]


def test_nobody_at_the_target_is_a_breach(library: Library, tape: Tape) -> None:
    exchange = tape.exchanges[1]
    results = untried(library, ["suspend"])
    judge(results, [replace(answered(exchange, 0, b""), answer=None, faults=("nobody answers: x",))], Validator(library))

    assert (results[SUSPEND].state, results[SUSPEND].breaches) == ("failed", [f"{exchange.title} /: nobody answers: x"])
