"""A tick tells everybody who waits for it how it ended."""

import asyncio

import pytest

from emulator.storage.engine.statements import StorageError
from emulator.storage.engine.tick import Tick


async def test_everybody_is_released_when_it_is_committed() -> None:
    tick = Tick()
    waiters = [tick.committed() for _ in range(3)]

    tick.settle(None)

    assert await asyncio.gather(*waiters) == [None, None, None]


async def test_everybody_gets_an_error_of_their_own_when_nothing_was_kept() -> None:
    tick = Tick()
    waiters = [tick.committed() for _ in range(2)]

    tick.settle(OSError("disk full"))

    errors = await asyncio.gather(*waiters, return_exceptions=True)
    assert [(type(error), str(error)) for error in errors] == [(StorageError, "disk full")] * 2
    assert errors[0] is not errors[1]


async def test_who_has_left_is_left_alone() -> None:
    tick = Tick()
    gone, there = tick.committed(), tick.committed()
    gone.cancel()

    tick.settle(None)

    await there
    with pytest.raises(asyncio.CancelledError):
        await gone
