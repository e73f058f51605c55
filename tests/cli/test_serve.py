"""The emulator starts, or says in one sentence why it does not."""

import socket
from pathlib import Path

import pytest

from tests.flows.processes import run


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--port", "70000"], "--port"),
        (["--database", "sqlite:////nowhere/at/all.db"], "/nowhere/at/all.db"),
        (["--database", "mysql://here"], "sqlite://"),
        (["--auth", "perhaps"], "strict"),
    ],
)
def test_what_cannot_be_served_is_one_sentence(tmp_path: Path, options: list[str], word: str) -> None:
    done = run("-m", "emulator", "serve", "--data-dir", str(tmp_path), *options)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("tsp-emulator: ")
    assert word in done.stderr


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = run("-m", "emulator", "serve", "--data-dir", str(tmp_path), "--host", "127.0.0.1", "--port", port)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert port in done.stderr
