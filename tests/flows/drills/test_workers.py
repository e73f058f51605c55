"""Workers and the process that started them live and die together."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.flows.customer import TIMEOUT
from tests.flows.processes import Program, running, until


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Program]:
    """Two workers over one file."""
    with running("emulator", "--data-dir", str(tmp_path), "--workers", "2", folder=tmp_path) as program:
        yield program


def answers(program: Program) -> bool:
    try:
        return requests.get(f"{program.url}/_emulator/live", timeout=TIMEOUT).ok
    except requests.ConnectionError:
        return False


def test_no_worker_outlives_the_process_that_was_started(crew: Program) -> None:
    crew.kill()

    until(lambda: not answers(crew), otherwise=lambda: crew.said)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux says whose child a process is")
def test_when_one_worker_ends_all_end(crew: Program) -> None:
    started = crew.process.pid
    worker, *_ = Path(f"/proc/{started}/task/{started}/children").read_text().split()

    os.kill(int(worker), signal.SIGKILL)

    until(lambda: crew.process.poll() is not None, otherwise=lambda: crew.said)
    assert "a worker has ended" in crew.said
    assert not answers(crew)
