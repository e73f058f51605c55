"""Recordings that run."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from emulator.core.context import House
from emulator.core.message import Request, Response
from emulator.recording.client import Client, Row, as_sent
from emulator.recording.recorder import Recorder, as_text, demo_keys, write
from emulator.recording.redaction import StillSecret
from emulator.recording.tape import Tape, read
from tests.recording.conftest import URL

Play = Callable[[int], Awaitable[Response]]
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def recorder(house: House) -> Recorder:
    return Recorder(house.journal, house.apis, seed=1)


@pytest.fixture
def play(caller: Client, rows: dict[str, Row], send: Callable[[Request], Awaitable[Response]], tape: Tape) -> Play:
    """Send one request of the sample tape."""

    async def played(number: int) -> Response:
        told = tape.exchanges[number]
        return await send(caller.prepared(rows[told.contract], as_sent(told, URL), cause="play"))

    return played


async def test_a_recording_holds_what_came_after_it_began(recorder: Recorder, play: Play) -> None:
    await play(0)
    recording = recorder.begin("mine", "default", NOON)
    await play(1)

    tape = recorder.tape(recording)

    assert (tape.name, tape.seed, [exchange.request.path for exchange in tape.exchanges]) == (
        "mdes/suspend/mine",
        1,
        ["/mdes/digitization/1/0/suspend"],
    )


async def test_a_recording_holds_nothing_of_other_worlds_and_nothing_after_it_stopped(recorder: Recorder, play: Play) -> None:
    elsewhere, here = recorder.begin("elsewhere", "another", NOON), recorder.begin("here", "default", NOON)
    await play(0)
    here.stopped = True
    await play(1)

    assert [len(recorder.tape(recording).exchanges) for recording in (elsewhere, here)] == [0, 1]


async def test_every_world_is_recorded_by_itself_where_that_is_wanted(recorder: Recorder, play: Play) -> None:
    recorder.record_everything()
    await play(0)

    assert list(recorder.recordings) == ["default"]


async def test_a_tape_that_holds_a_strangers_card_is_not_given_out(
    recorder: Recorder, caller: Client, rows: dict[str, Row], send: Callable[[Request], Awaitable[Response]], tape: Tape
) -> None:
    recording = recorder.begin("mine", "default", NOON)
    told = tape.exchanges[0]
    draft = as_sent(told, URL)
    stranger = draft.body.replace(b"5204731600014784", b"5425233430109903")
    await send(caller.prepared(rows[told.contract], Request(**{**vars(draft), "body": stranger}), cause="play"))

    with pytest.raises(StillSecret, match="card number"):
        recorder.tape(recording)


async def test_a_recording_becomes_a_file(recorder: Recorder, play: Play, tmp_path: Path) -> None:
    recording = recorder.begin("mine", "default", NOON)
    await play(0)

    path = write(recorder.tape(recording), tmp_path / "tapes")

    assert path == tmp_path / "tapes" / "mine.json"
    assert read(path) == recorder.tape(recording)


def test_an_empty_recording_is_an_empty_tape(recorder: Recorder) -> None:
    tape = recorder.tape(recorder.begin("mine", "default", NOON))

    assert (tape.exchanges, tape.operation, tape.clock) == ((), "nothing", "2026-01-01T12:00:00Z")


def test_moments_and_keys_are_written_for_people() -> None:
    assert as_text(NOON) == "2026-01-01T12:00:00Z"
    assert "demo:mdes/request" in demo_keys("mdes")
    assert demo_keys("nobody") == []
