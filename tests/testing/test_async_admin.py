"""The typed client of the admin API on a loop."""

import pytest

from emulator import __version__
from emulator.testing import calls
from emulator.testing.async_admin import AsyncAdmin
from emulator.testing.process import Process


async def test_calls_are_the_same_as_those_of_the_other_client(process: Process) -> None:
    async with AsyncAdmin(process.url) as admin:
        opened = await admin.send(calls.create_namespace())
        clock = await admin.send(calls.clock(opened.namespace))

    assert (clock.namespace, clock.offset_seconds) == (opened.namespace, 0)


async def test_a_refusal_is_raised_with_its_problem(process: Process) -> None:
    async with AsyncAdmin(process.url) as admin:
        with pytest.raises(calls.AdminRefused, match="unknown_namespace"):
            await admin.send(calls.tokens("nowhere"))


async def test_a_closed_client_opens_again(process: Process) -> None:
    admin = AsyncAdmin(process.url)
    await admin.close()

    version = (await admin.send(calls.version())).version
    await admin.close()

    assert version == __version__
