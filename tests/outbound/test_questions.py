"""A question is answered in time, or its default stands in and the journal says why."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Final

import pytest
from aiohttp import web
from pydantic import BaseModel

from emulator.config import Settings
from emulator.core.callbacks.desk import Waiting
from emulator.core.context import Asked, Context, House
from emulator.core.journal import Exchange
from emulator.core.message import Fields, Outgoing, Response
from emulator.core.operation import Question
from emulator.core.wire import parse_json
from emulator.domain.parties import Issuer
from emulator.domain.scenarios import Fault, Place, Scenario
from emulator.domain.worlds import Clock
from emulator.outbound.questions import DEFAULT_TAKEN, Questions
from tests.flows.processes import free_port
from tests.outbound import sample
from tests.outbound.receiver import Receiver


class MayI(BaseModel):
    """What is asked."""

    amount: int


class YouMay(BaseModel):
    """What is answered."""

    approved: bool


class AskingWire(sample.SampleWire):
    """Asks in plain JSON."""

    def prepare_question(self, ctx: Context, question: Question, *, party: Any, message: BaseModel) -> Outgoing:
        if party.encryption_certificate == sample.UNREADABLE:
            raise ValueError("not a certificate")
        body = message.model_dump_json().encode()
        return Outgoing("POST", f"{party.callback_url}{question.path}", {"Content-Type": "application/json"}, body, opened=body)

    def read_answer(self, ctx: Context, question: Question, answer: Response) -> Fields:
        fields: Fields = parse_json(answer.body)
        return fields


QUESTION: Final = Question(
    name="may_i",
    path="/may-i",
    request=MayI,
    response=YouMay,
    deadline=0.3,
    default="declined",
    source="https://example.org",
    summary="Ask whether it may be.",
)
API: Final = replace(sample.API, wire=AskingWire(), questions=(QUESTION,))


@pytest.fixture
async def house(receiver: Receiver) -> AsyncIterator[House]:
    opened = await sample.open_house(API, settings=Settings(database="sqlite://", seed=1, issuer_url=receiver.url), clock=Clock())
    opened.asker = Questions(opened)
    yield opened
    await opened.close()


def issuer(url: str, **more: Any) -> Issuer:
    return Issuer(id="bank", name="Bank", ranges=(), callback_url=url, **more)


async def ask(house: House, party: Issuer) -> Asked:
    assert house.asker is not None
    return await house.asker.ask(house.context(house.home), QUESTION, party=party, message=MayI(amount=7))


def told(house: House) -> Exchange:
    return next(house.journal.newest_first(house.home.id))


async def test_an_answer_in_time_is_the_answer(house: House, receiver: Receiver) -> None:
    receiver.will_answer(200, body='{"approved": true}')

    asked = await ask(house, issuer(receiver.url))

    assert (asked.answer, asked.why) == (YouMay(approved=True), None)
    assert [(heard.path, heard.body) for heard in receiver.heard] == [("/may-i", b'{"amount":7}')]
    exchange = told(house)
    assert (exchange.direction, exchange.operation, exchange.error, exchange.findings) == ("outbound", "may_i", None, [])
    assert exchange.response is not None
    assert json.loads(exchange.response.body) == {"approved": True}


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("{", "not_json"),
        ("[]", "nonsense_answer"),
        ('{"approved": "perhaps"}', "nonsense_answer"),
        ("{}", "nonsense_answer"),
        ("", "not_json"),
    ],
)
async def test_nonsense_is_no_answer(house: House, receiver: Receiver, body: str, cause: str) -> None:
    receiver.will_answer(200, body=body)

    asked = await ask(house, issuer(receiver.url))

    default_was_taken(house, asked, cause)


async def test_silence_ends_at_the_deadline(house: House, receiver: Receiver) -> None:
    receiver.open.clear()

    asked = await ask(house, issuer(receiver.url))

    default_was_taken(house, asked, "timed_out")


class TestASettingOfItsOwn:
    @pytest.fixture
    async def house(self, receiver: Receiver) -> AsyncIterator[House]:
        settings = Settings(database="sqlite://", seed=1, issuer_url=receiver.url, question_seconds=0.05)
        opened = await sample.open_house(API, settings=settings, clock=Clock())
        opened.asker = Questions(opened)
        yield opened
        await opened.close()

    async def test_a_setting_says_how_long_the_app_may_think(self, house: House, receiver: Receiver) -> None:
        receiver.open.clear()

        asked = await ask(house, issuer(receiver.url))

        default_was_taken(house, asked, "timed_out")
        assert "within 0.05 seconds" in f"{asked.why}"


async def test_nobody_there_is_noticed_at_once(house: House) -> None:
    asked = await ask(house, issuer(f"http://127.0.0.1:{free_port()}"))

    default_was_taken(house, asked, "unreachable")


async def test_dying_in_the_middle_is_no_answer(house: House, receiver: Receiver) -> None:
    receiver.answers.append(web.Response(text='{"approved"', headers={"Content-Length": "500"}))

    asked = await ask(house, issuer(receiver.url))

    assert asked.answer is None
    assert told(house).error == DEFAULT_TAKEN


async def test_a_question_that_cannot_be_sealed_is_not_sent(house: House, receiver: Receiver) -> None:
    asked = await ask(house, issuer(receiver.url, encryption_certificate=sample.UNREADABLE))

    default_was_taken(house, asked, "not_prepared")
    assert receiver.heard == []


def default_was_taken(house: House, asked: Asked, cause: str) -> None:
    """Nobody answered, the caller is told why, and so is whoever reads the journal."""
    assert asked.answer is None
    assert asked.why
    exchange = told(house)
    assert exchange.error == DEFAULT_TAKEN
    assert [finding.cause for finding in exchange.findings] == [cause]
    assert "default was taken: declined" in exchange.findings[0].message


async def held(house: House, *, seconds: float = 0.0) -> None:
    """Have every question wait to be answered by hand."""
    ctx = house.context(house.home)
    scenario = Scenario("sc_1", "*", "*", place=Place.QUESTION, fault=Fault.BY_HAND, seconds=seconds, remaining=None)
    await house.unit(ctx, lambda unit: unit.scenarios.add(scenario))
    found = await house.store.read(house.home.id, lambda unit: unit.worlds.get(house.home.id))
    assert found is not None
    house.home = found


async def on_the_desk(house: House) -> Waiting:
    """Let the loop go round until a question waits."""
    for _ in range(1_000):
        if waiting := house.desk.of(house.home.id):
            return waiting[0]
        await asyncio.sleep(0)
    raise AssertionError("nothing was asked")


async def test_a_question_waits_to_be_answered_by_hand_and_holds_up_nobody_meanwhile(house: House, receiver: Receiver) -> None:
    await held(house, seconds=30)
    asking = asyncio.create_task(ask(house, issuer(receiver.url)))
    waiting = await on_the_desk(house)

    await house.unit(house.context(house.home), lambda unit: unit.scenarios.clear())
    waiting.answer.set_result(YouMay(approved=True))
    asked = await asking

    assert (asked.answer, json.loads(waiting.message)) == (YouMay(approved=True), {"amount": 7})
    exchange = told(house)
    assert (exchange.id, exchange.error, receiver.heard) == (waiting.id, None, [])
    assert exchange.response is not None
    assert json.loads(exchange.response.body) == {"approved": True}


async def test_nobody_answers_by_hand_within_the_usual_deadline(house: House, receiver: Receiver) -> None:
    await held(house)

    asked = await ask(house, issuer(receiver.url))

    assert (asked.answer, asked.cause, receiver.heard) == (None, "timed_out", [])
    assert "nobody answered by hand within 0.3 seconds; so the default was taken: declined" in [
        finding.message for finding in told(house).findings
    ]
