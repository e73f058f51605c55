"""Who sends a tape."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.cli.command import UsageError
from emulator.cli.tapes.callers import played, send
from emulator.core.message import Request
from emulator.core.worlds import DEMO_CONSUMER_KEY
from emulator.recording.tape import read
from tests.flows.processes import Program, free_port, running
from tests.recording.sample import FIXTURES

SUSPENDED = read(FIXTURES / "mdes/digital_enablement/suspend/lost_phone.json")


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Program]:
    with running("emulator", "--database", "sqlite://", folder=tmp_path) as program:
        yield program


async def test_without_credentials_each_tape_gets_a_world_of_its_own(emulator: Program) -> None:
    went = [await played(SUSPENDED, emulator.url, {}) for _ in range(2)]

    assert [(len(run.compared), run.faults) for run in went] == [(2, []), (2, [])]


async def test_with_credentials_in_the_environment_no_world_is_asked_for(emulator: Program) -> None:
    went = await played(SUSPENDED, emulator.url, {"MDES_CONSUMER_KEY": DEMO_CONSUMER_KEY})

    assert DEMO_CONSUMER_KEY[:48] in went.compared[0].sent.headers["authorization"]


async def test_nobody_at_the_target_is_said() -> None:
    with pytest.raises(UsageError, match="hands out a world"):
        await played(SUSPENDED, f"http://127.0.0.1:{free_port()}", {})


async def test_a_refusal_is_an_answer(emulator: Program) -> None:
    answer = await send(Request("GET", f"{emulator.url}/mdes/nowhere", "/mdes/nowhere", "", {}, b""))

    assert answer.status >= 400


async def test_a_target_that_is_no_url_is_refused() -> None:
    with pytest.raises(OSError, match="begins with http"):
        await send(Request("GET", "file:///etc/hosts", "/etc/hosts", "", {}, b""))
