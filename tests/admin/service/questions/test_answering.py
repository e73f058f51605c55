"""A question that waits is shown with its numbers masked, and takes an answer that is one."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import jsonschema
import pytest
from pydantic import BaseModel

from emulator.core.callbacks.desk import Waiting
from emulator.core.context import House
from tests.admin.conftest import Call
from tests.core.callbacks.test_desk import MAY_I, Said
from tests.outbound.sample import NOON

Answer = asyncio.Task[BaseModel | None]


@pytest.fixture
async def waiting(house: House) -> AsyncIterator[Answer]:
    """Somebody who has asked about a card."""
    message = b'{"word": "5204731600014784"}'
    question = Waiting("ex_1", "default", "sample", MAY_I, message, asked_at=NOON, until=NOON + timedelta(seconds=1))
    asking = asyncio.create_task(house.desk.wait(question, seconds=30))
    yield asking
    house.desk.close()
    await asking


async def test_what_waits_is_shown_with_what_an_answer_must_be(waiting: Answer, get: Call) -> None:
    (shown,) = (await get("questions"))["questions"]
    (bare,) = (await get("questions", reveal="true"))["questions"]

    assert (shown["id"], shown["name"], shown["default"]) == ("ex_1", "may_i", "no")
    assert (shown["message"]["text"], bare["message"]["text"]) == ('{"word": "************4784"}', '{"word": "5204731600014784"}')
    jsonschema.validate({"word": "yes"}, shown["contract"])


async def test_the_answer_reaches_whoever_has_asked(waiting: Answer, post: Call) -> None:
    left = await post("questions/ex_1", {"answer": {"word": "yes"}})

    assert (left, await waiting) == ({"questions": []}, Said(word="yes"))


async def test_silence_can_be_kept_by_hand(waiting: Answer, post: Call) -> None:
    await post("questions/ex_1", {"answer": None})

    assert await waiting is None


async def test_an_answer_that_is_none_leaves_the_question_waiting(waiting: Answer, refused: Call) -> None:
    assert await refused("POST", "questions/ex_1", json={"answer": {"word": 1}}) == (422, "invalid_field")
    assert await refused("POST", "questions/ex_1", json={}) == (422, "invalid_request")
    assert await refused("POST", "questions/ex_2", json={"answer": None}) == (404, "unknown_question")

    assert not waiting.done()
