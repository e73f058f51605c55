"""An emulator in a process of its own, and the pair of both programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from emulator.config import shipped
from tests.flows.customer import Customer
from tests.flows.listener import Listener
from tests.flows.processes import Program, free_port, running


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Program]:
    with running("emulator", "--data-dir", str(tmp_path), folder=tmp_path) as program:
        yield program


@pytest.fixture
def emulator_on(database_url: str, tmp_path: Path) -> Iterator[Program]:
    """An emulator on each engine."""
    with running("emulator", "--database", database_url, folder=tmp_path) as program:
        yield program


@pytest.fixture
def customer(emulator: Program) -> Customer:
    return Customer(emulator.url)


@dataclass
class Pair:
    """Both programs, each knowing where the other listens."""

    emulator: Program
    issuer_app: Program
    database: str
    folder: Path


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    port = free_port()
    issuer_url = f"http://127.0.0.1:{port}"
    database = f"sqlite:///{tmp_path / 'issuer.db'}"
    with running("emulator", "--data-dir", str(tmp_path), "--issuer-url", issuer_url, folder=tmp_path) as provider:
        options = ("--database", database, "--emulator", provider.url, "--keys", str(shipped("keys")))
        with running("emulator.issuer_app", *options, folder=tmp_path, port=port) as app:
            yield Pair(provider, app, database, tmp_path)


@pytest.fixture
def issuer() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.close()
