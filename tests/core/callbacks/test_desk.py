"""A question on the desk is answered once, by hand, or its time is over; it is gone then."""

import asyncio
from datetime import timedelta

import pytest
from pydantic import BaseModel

from emulator.core.callbacks.desk import Desk, Waiting
from emulator.core.operation import Question
from tests.core.sample import NOON


class Said(BaseModel):
    """What is asked, and what is answered."""

    word: str


MAY_I = Question("may_i", "/may-i", Said, Said, deadline=1.0, default="no", source="https://example.org", summary="Ask.")


def asked(question_id: str = "ex_1", namespace: str = "default") -> Waiting:
    return Waiting(question_id, namespace, "sample", MAY_I, b"{}", asked_at=NOON, until=NOON + timedelta(seconds=1))


@pytest.mark.parametrize("answer", [Said(word="yes"), None], ids=["an answer", "silence"])
async def test_what_is_decided_by_hand_reaches_whoever_waits(answer: Said | None) -> None:
    desk = Desk()
    waiting = asyncio.create_task(desk.wait(question := asked(), seconds=30))
    await asyncio.sleep(0)

    assert desk.find("default", "ex_1") is question
    question.answer.set_result(answer)

    assert desk.find("default", "ex_1") is None
    assert (await waiting, desk.of("default")) == (answer, [])


async def test_its_time_is_over_at_last() -> None:
    desk = Desk()

    with pytest.raises(TimeoutError):
        await desk.wait(asked(), seconds=0.01)

    assert desk.of("default") == []


async def test_each_world_sees_its_own_and_whoever_closes_leaves_nobody_waiting() -> None:
    desk = Desk()
    waiting = [asyncio.create_task(desk.wait(asked(f"ex_{world}", world), seconds=30)) for world in ("a", "b")]
    await asyncio.sleep(0)

    assert [one.id for one in desk.of("a")] == ["ex_a"]
    assert desk.find("a", "ex_b") is None
    desk.close()

    assert await asyncio.gather(*waiting) == [None, None]


async def test_whoever_looks_may_wait_until_something_is_asked() -> None:
    desk = Desk()
    looking = asyncio.create_task(desk.next("default", seconds=30))
    await asyncio.sleep(0)

    waiting = asyncio.create_task(desk.wait(question := asked(), seconds=30))

    assert await looking == [question]
    assert await desk.next("another", seconds=0.01) == []
    desk.close()
    await waiting
