"""Tapes played to somebody who answers live."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from emulator.config import Settings
from emulator.core.message import Request, Response
from emulator.recording.client import Client, Row
from emulator.recording.tape import Tape
from emulator.recording.verify import Lessons, Target, verify
from tests.recording.conftest import URL

Send = Callable[[Request], Awaitable[Response]]


@pytest.fixture
def settings() -> Settings:
    """Another seed than the tape's: everything that is drawn is another."""
    return Settings(database="sqlite://", seed=2)


def altered(change: Callable[[bytes], bytes], send: Send) -> Send:
    """Somebody who answers almost as the house does."""

    async def answer(request: Request) -> Response:
        response = await send(request)
        return replace(response, body=change(response.body))

    return answer


async def test_a_tape_holds_against_the_emulator_it_was_recorded_from(caller: Client, rows: dict[str, Row], send: Send, tape: Tape) -> None:
    compared = await verify(tape, Target(URL, caller, send), rows)

    assert [one.faults for one in compared] == [(), ()]


async def test_what_was_drawn_anew_goes_into_the_requests_after_it(caller: Client, rows: dict[str, Row], send: Send, tape: Tape) -> None:
    made, changed = await verify(tape, Target(URL, caller, send), rows)

    reference = json.loads(made.opened)["tokenUniqueReference"]
    assert reference.encode() not in tape.exchanges[0].response.body
    assert json.loads(changed.sent.body)["tokenUniqueReferences"] == [reference]


async def test_another_answer_is_told_by_its_place(caller: Client, rows: dict[str, Row], send: Send, tape: Tape) -> None:
    sly = altered(lambda body: body.replace(b'"SUSPENDED"', b'"ACTIVE"'), send)

    compared = await verify(tape, Target(URL, caller, sly), rows)

    assert compared[1].faults == ("/tokens/0/status: 'SUSPENDED' on tape, 'ACTIVE' live",)


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        (b'"status":"ACTIVE"', ()),
        (b'"more":1,"status":"SUSPENDED"', ()),
        (b'"status":1', ("/tokens/0/status: 'SUSPENDED' on tape, 1 live",)),
        (b'"state":1', ("/tokens/0/status: missing (on tape: 'SUSPENDED')", "/tokens/0/state: not on tape (live: 1)")),
    ],
)
async def test_of_what_an_example_fills_in_or_leaves_out_no_more_than_the_type_counts(
    said: bytes, faults: tuple[str, ...], caller: Client, rows: dict[str, Row], send: Send, tape: Tape
) -> None:
    made, changed = tape.exchanges
    example = replace(tape, exchanges=(made, replace(changed, free=("tokens.status", "tokens.more"))))
    sly = altered(lambda body: body.replace(b'"status":"SUSPENDED"', said), send)

    compared = await verify(example, Target(URL, caller, sly), rows)

    assert compared[1].faults == faults


async def test_an_id_of_another_type_is_a_fault(caller: Client, rows: dict[str, Row], send: Send, tape: Tape) -> None:
    sly = altered(lambda body: body.replace(b'"statusTimestamp":"', b'"statusTimestamp":1,"x":"'), send)

    compared = await verify(tape, Target(URL, caller, sly), rows)

    assert [fault.partition(":")[0] for fault in compared[1].faults] == ["/tokens/0/statusTimestamp", "/tokens/0/x"]


async def test_another_status_and_type_are_faults(caller: Client, rows: dict[str, Row], tape: Tape) -> None:
    async def down(_request: Request) -> Response:
        return Response(503, b"down", {"Content-Type": "text/html"})

    compared = await verify(tape, Target(URL, caller, down), rows)

    assert compared[0].faults[:2] == ("status: 200 on tape, 503 live", "content-type: application/json on tape, text/html live")


async def test_nobody_at_the_target_is_a_fault(caller: Client, rows: dict[str, Row], tape: Tape) -> None:
    async def nobody(_request: Request) -> Response:
        raise ConnectionRefusedError("refused")

    compared = await verify(tape, Target(URL, caller, nobody), rows)

    assert compared[0].faults == ("nobody answers: refused",)


def test_lessons_are_applied_in_bodies_paths_and_queries() -> None:
    lessons = Lessons({"old": "new"})

    assert lessons.applied({"a": ["old", "older", 1]}) == {"a": ["new", "older", 1]}
    assert lessons.in_path("/a/old/b") == "/a/new/b"
    assert lessons.in_query("namespace=old&x") == "namespace=new&x"
