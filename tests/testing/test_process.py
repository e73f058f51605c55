"""Programs in processes of their own."""

import pytest

from emulator.testing.process import NotStarted, Process, replay, serve
from tests.recording.sample import FIXTURES


def test_an_emulator_listens_and_is_stopped_once() -> None:
    with serve() as process:
        assert process.url.startswith("http://127.0.0.1:")
        first = process.stop()

    assert first == (0, "")
    assert process.stop() == (0, "")


def test_a_replay_tells_at_the_end_how_it_went() -> None:
    process: Process = replay([str(FIXTURES / "mdes/customer_service/system_status/up.json")])

    code, printed = process.stop()

    assert (code, "1 never asked for" in printed) == (1, True)


def test_what_does_not_start_says_why() -> None:
    with pytest.raises(NotStarted, match="does not take 'backwards'"):
        serve("--seed", "backwards")
