"""Whoever waits for a turn's transaction hears what became of his work, and nobody hears it twice."""

import asyncio

import pytest

from emulator.domain.errors import UnknownToken
from emulator.storage.engine.statements import Rows, StorageError
from emulator.storage.engine.tick import Entry


async def nothing(_rows: Rows) -> None:
    """Do nothing."""


def an_entry() -> Entry:
    return Entry(nothing, asyncio.get_running_loop().create_future(), reads=False)


async def test_what_was_kept_is_told() -> None:
    entry = an_entry()
    entry.result = 7

    entry.kept()

    assert await entry.waiter == 7


async def test_work_that_failed_tells_its_own_error() -> None:
    entry = an_entry()
    entry.error = UnknownToken("D404")

    entry.kept()

    with pytest.raises(UnknownToken):
        await entry.waiter


async def test_work_that_hid_a_lost_transaction_hears_of_it() -> None:
    entry = an_entry()
    entry.result = 7

    entry.failed()

    with pytest.raises(StorageError, match="lost"):
        await entry.waiter


async def test_work_that_is_done_again_forgets_how_it_failed() -> None:
    entry = an_entry()
    entry.error = UnknownToken("D404")

    entry.take(lambda: 7)
    entry.kept()

    assert await entry.waiter == 7


async def test_each_of_those_who_lost_everything_gets_an_error_of_its_own() -> None:
    entries = [an_entry(), an_entry()]
    cause = StorageError("the disk is full")

    for entry in entries:
        entry.lost(cause)
    errors = await asyncio.gather(*(entry.waiter for entry in entries), return_exceptions=True)

    assert [str(error) for error in errors] == ["the disk is full"] * 2
    assert errors[0] is not errors[1]


async def test_whoever_has_left_is_told_nothing() -> None:
    entries = [an_entry(), an_entry()]
    for entry in entries:
        entry.waiter.cancel()

    entries[0].kept()
    entries[1].lost(StorageError("late"))

    assert all(entry.waiter.cancelled() for entry in entries)
