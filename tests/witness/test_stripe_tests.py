"""Stripe's own tests of its Python SDK, as they are published, find the emulator where they expect stripe-mock."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest

from tests.flows.processes import Program, running
from tests.witness.environments import python_of

PATIENCE: Final = 300
VERSION: Final = "16.1.0"
WANTED: Final = "issuing"
# How many there are in this version; fewer would mean that the choice above has missed some.
COUNT: Final = 287


@pytest.fixture(scope="module")
def python() -> Path:
    """An interpreter that has what the tests stand on."""
    return python_of("stripe-tests")


@pytest.fixture(scope="module")
def source(python: Path) -> Path:
    """The unpacked source distribution; skips where it cannot be had."""
    folder = Path(sys.prefix) / "stripe-tests-source"
    unpacked = folder / f"stripe-{VERSION}"
    if not unpacked.is_dir():
        command = [
            str(python),
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--no-binary",
            "stripe",
            f"stripe=={VERSION}",
            "-d",
            str(folder),
        ]
        fetched = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if fetched.returncode:
            pytest.skip(f"stripe's source distribution cannot be downloaded here: {fetched.stderr.strip().splitlines()[-1:]}")
        with tarfile.open(folder / f"stripe-{VERSION}.tar.gz") as archive:
            archive.extractall(folder, filter="data")
    return unpacked


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Program]:
    """The emulator as a program."""
    with running("emulator", "--database", "sqlite://", folder=tmp_path) as program:
        yield program


def test_the_sdks_own_tests_pass(emulator: Program, python: Path, source: Path) -> None:
    where = urlsplit(emulator.url)
    environment = os.environ | {"STRIPE_MOCK_HOST": f"{where.hostname}", "STRIPE_MOCK_PORT": f"{where.port}"}

    ran = subprocess.run(
        [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_generated_examples.py", "-k", WANTED],
        cwd=source,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout[-4_000:]
    assert f"{COUNT} passed" in ran.stdout
