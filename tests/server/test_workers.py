"""Several processes share a port and a database, and begin and end together."""

from pathlib import Path

import pytest
import requests

from emulator.config import Settings
from emulator.server.workers import refusal
from tests.flows.customer import TIMEOUT
from tests.flows.processes import run, running


def test_what_one_worker_keeps_every_worker_finds(tmp_path: Path) -> None:
    with running("emulator", "--data-dir", str(tmp_path), "--workers", "3", folder=tmp_path) as program:
        made = {requests.post(f"{program.url}/_emulator/namespaces", json={}, timeout=TIMEOUT).json()["namespace"] for _ in range(6)}

        # Every connection may be another worker's.
        found = [requests.get(f"{program.url}/_emulator/namespaces", timeout=TIMEOUT).text for _ in range(12)]

    assert all(name in text for name in made for text in found)


def test_told_to_stop_they_all_end_with_0(tmp_path: Path) -> None:
    with running("emulator", "--data-dir", str(tmp_path), "--workers", "2", folder=tmp_path) as program:
        assert [line for line in program.said.splitlines() if "ready" in line] == [program.said.strip()]

        assert program.stop() == 0

    with pytest.raises(requests.ConnectionError):
        requests.get(f"{program.url}/_emulator/live", timeout=TIMEOUT)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--database", "sqlite://"), "memory"),
        (("--seed", "7"), "seed"),
        (("--database", "sqlite:////nowhere/at/all.db"), "/nowhere/at/all.db"),
    ],
)
def test_what_workers_cannot_do_is_said(tmp_path: Path, options: tuple[str, ...], word: str) -> None:
    done = run("-m", "emulator", "serve", "--port", "0", "--workers", "2", "--data-dir", str(tmp_path), *options)

    assert done.returncode == 2
    assert word in done.stderr


def test_one_file_and_no_seed_is_for_any_number() -> None:
    assert refusal(Settings(workers=4)) is None
