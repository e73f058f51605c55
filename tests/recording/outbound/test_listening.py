"""Ears that hear what a live provider says first."""

from dataclasses import replace
from typing import Final

import pytest

from emulator import bootstrap
from emulator.core.message import Request
from emulator.recording.outbound.listening import Ear, callbacks, outbound
from emulator.recording.outbound.rows import outbound_rows
from emulator.recording.tape import read
from emulator.recording.verify import Lessons
from tests.recording.sample import FIXTURES

TAPE: Final = read(FIXTURES / "flows/yellow_path/mastercard_card_verified_by_code.json")
CODE: Final = next(exchange for exchange in TAPE.exchanges if exchange.contract.endswith("/deliver_activation_code"))


@pytest.fixture
def ear() -> Ear:
    return Ear(TAPE, outbound_rows(bootstrap.APIS), Lessons())


def said(body: bytes, path: str = CODE.request.path) -> Request:
    return Request("POST", f"http://127.0.0.1{path}", path, "", {}, body)


def test_what_is_said_as_on_tape_is_answered_as_on_tape(ear: Ear) -> None:
    another_code = CODE.request.body.replace(b'"activationCode":"', b'"activationCode":"9')

    answer = ear.answer(said(another_code))

    assert answer is not None
    assert (answer.status, answer.body) == (200, CODE.response.body)
    assert CODE not in ear.missed


def test_what_is_said_otherwise_is_named_by_its_place(ear: Ear) -> None:
    ear.answer(said(CODE.request.body.replace(b"ADD_CARD", b"OTHER")))

    assert ear.faults[0] == f"POST {CODE.request.path} /reasonCodes/0: 'ADD_CARD' on tape, 'OTHER' live"


def test_what_an_example_fills_in_by_itself_may_be_said_otherwise() -> None:
    free = replace(TAPE, exchanges=tuple(replace(exchange, free=("reasonCodes",)) for exchange in TAPE.exchanges))
    ear = Ear(free, outbound_rows(bootstrap.APIS), Lessons())

    ear.answer(said(CODE.request.body.replace(b"ADD_CARD", b"OTHER")))

    assert [fault for heard in ear.heard for fault in heard.faults] == []


def test_what_is_not_on_tape_gets_no_answer(ear: Ear) -> None:
    assert ear.answer(said(b"{}", "/elsewhere")) is None
    assert ear.faults[0] == "POST /elsewhere is not on tape"


def test_nothing_on_tape_is_heard_twice(ear: Ear) -> None:
    answers = [ear.answer(said(CODE.request.body)) for _ in range(2)]

    assert [answer is None for answer in answers] == [False, True]


def test_what_was_not_heard_is_named(ear: Ear) -> None:
    assert ear.faults == [f"{exchange.title} was not heard" for exchange in outbound(TAPE)]


def test_whoever_listens_on_a_tape_listens_where_he_is_told_to() -> None:
    assert callbacks(TAPE, "http://127.0.0.1:4711/one") == {
        "http://127.0.0.1:9": "http://127.0.0.1:4711/one",
        "http://127.0.0.1:9/merchant": "http://127.0.0.1:4711/one/merchant",
    }
    assert callbacks(replace(TAPE, exchanges=()), "http://127.0.0.1:4711") == {}
