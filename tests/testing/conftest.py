"""One emulator for the tests of this folder, started as the plugin starts one."""

from collections.abc import Iterator

import pytest

from emulator.testing import calls
from emulator.testing.admin import Admin
from emulator.testing.process import Process, serve
from emulator.testing.world import World


@pytest.fixture(scope="package")
def process() -> Iterator[Process]:
    with serve() as running:
        yield running


@pytest.fixture
def admin(process: Process) -> Iterator[Admin]:
    with Admin(process.url) as client:
        yield client


@pytest.fixture
def world(admin: Admin) -> World:
    return World(admin, admin.send(calls.create_namespace()))
