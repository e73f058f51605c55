"""What would keep the emulator from running is found, and what to do about it is said."""

import socket
from pathlib import Path

from emulator.cli.doctor import CHECKS, check_callbacks, check_database, check_keys, check_port
from emulator.config import Settings
from tests.flows.processes import free_port, run


def test_a_healthy_machine_passes(tmp_path: Path) -> None:
    done = run("-m", "emulator", "doctor", "--data-dir", str(tmp_path), "--port", str(free_port()))

    assert done.returncode == 0, done.stdout
    assert [line[:4] for line in done.stdout.splitlines()] == ["ok  "] * len(CHECKS)


def test_a_taken_port_is_found() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        verdict = check_port(Settings(port=taken.getsockname()[1]))

    assert "--port" in verdict.fix


def test_a_file_that_is_no_database_is_found(tmp_path: Path) -> None:
    (tmp_path / "emulator.db").write_text("no database, but text that is long enough to be read as one " * 20)

    verdict = check_database(Settings(data_dir=tmp_path))

    assert verdict.fix


def test_keys_and_callbacks_of_a_usual_configuration_are_fine_and_nonsense_is_not() -> None:
    assert [check(Settings()).fix for check in (check_keys, check_callbacks)] == ["", ""]
    assert check_callbacks(Settings(issuer_url="nonsense")).fix
