"""The pytest plugin: one emulator a session, one world a test, and nothing heavy imported before a fixture is asked for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from emulator.testing.admin import Admin
    from emulator.testing.deck import Deck
    from emulator.testing.phone import WorldPhone
    from emulator.testing.world import OpenWorld, World, WorldClock, WorldOutbox


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a session use an emulator that runs already."""
    group = parser.getgroup("tsp-emulator")
    group.addoption("--emulator-url", metavar="URL", help="use the emulator that listens here in place of starting one")
    group.addoption("--emulator-option", metavar="FLAG", action="append", default=[], help="a flag for the emulator that is started")


@pytest.fixture(scope="session")
def emulator(request: pytest.FixtureRequest) -> "Iterator[Admin]":
    """A running emulator, started once a session (once a worker under xdist), as a client of its admin API."""
    from emulator.testing.admin import Admin
    from emulator.testing.process import serve

    running = request.config.getoption("--emulator-url")
    if running:
        with Admin(running) as admin:
            yield admin
        return
    with serve(*request.config.getoption("--emulator-option")) as process, Admin(process.url) as admin:
        yield admin


@pytest.fixture
def emulator_world(emulator: "Admin") -> "OpenWorld":
    """Opens worlds, for tests that need more than one, or one with an issuer that listens somewhere."""
    from emulator.testing import calls
    from emulator.testing.world import World

    def opened(**wishes: Any) -> World:
        return World(emulator, emulator.send(calls.create_namespace(**wishes)))

    return opened


@pytest.fixture
def emulator_namespace(emulator_world: "OpenWorld") -> "World":
    """A fresh world of this test's own, with its credentials."""
    return emulator_world()


@pytest.fixture
def emulator_clock(emulator_namespace: "World") -> "WorldClock":
    """The clock of this test's world."""
    return emulator_namespace.clock


@pytest.fixture
def emulator_outbox(emulator_namespace: "World") -> "WorldOutbox":
    """The notices of this test's world."""
    return emulator_namespace.outbox


@pytest.fixture
def emulator_phone(emulator_namespace: "World") -> "WorldPhone":
    """The phones of this test's world: wallets that take a payload or say why not, and cards that pay."""
    return emulator_namespace.phone


@pytest.fixture
def emulator_tape(emulator_namespace: "World") -> "Iterator[Deck]":
    """Tapes: to play in place of the emulator, or to record from this test's world."""
    from emulator.testing.deck import Deck

    deck = Deck(emulator_namespace)
    yield deck
    deck.close()
