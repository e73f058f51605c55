"""A running emulator and a client of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.customer import Customer
from tests.flows.processes import Program, running


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Program]:
    with running("emulator", "--data-dir", str(tmp_path), folder=tmp_path) as program:
        yield program


@pytest.fixture
def customer(emulator: Program) -> Customer:
    return Customer(emulator.url)
