"""An inbox keeps what comes, in order, and wakes whoever waits."""

import asyncio

from emulator.core.callbacks.inbox import MOST_INBOXES, MOST_MESSAGES, Inbox
from emulator.core.message import Request
from tests.core.sample import NOON

HELLO = Request("POST", "http://x/_emulator/inbox/app", "/_emulator/inbox/app", "", {}, b"hello")


async def test_messages_are_numbered_and_read_from_where_one_left_off() -> None:
    inbox = Inbox()
    for _ in range(3):
        await inbox.put("app", HELLO, at=NOON)

    assert [one.number for one in inbox.held("app", after=1)] == [2, 3]
    assert inbox.held("another") == []
    assert (inbox.clear("app"), inbox.held("app")) == (3, [])


async def test_whoever_waits_is_woken_by_the_last_one_that_was_missing() -> None:
    inbox = Inbox()
    waiting = asyncio.create_task(inbox.wait("app", count=2, after=0, seconds=30))

    await inbox.put("app", HELLO, at=NOON)
    await inbox.put("other", HELLO, at=NOON)
    await inbox.put("app", HELLO, at=NOON)

    assert [one.number for one in await waiting] == [1, 2]


async def test_waiting_ends() -> None:
    assert await Inbox().wait("app", count=1, after=0, seconds=0.01) == []


async def test_neither_messages_nor_inboxes_grow_without_end() -> None:
    inbox = Inbox()
    for number in range(MOST_INBOXES + 1):
        await inbox.put(f"box-{number}", HELLO, at=NOON)
    for _ in range(MOST_MESSAGES + 1):
        await inbox.put("app", HELLO, at=NOON)

    assert inbox.held("box-0") == []
    assert (len(inbox.held("app")), inbox.held("app")[0].number) == (MOST_MESSAGES, 2)
