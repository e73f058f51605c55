"""What came into an inbox is read with its numbers masked, and awaited no longer than asked."""

from emulator.core.context import House
from emulator.core.message import Request
from tests.admin.conftest import Call
from tests.outbound.sample import NOON

NUMBER = "5204731600014784"


async def put(house: House, *bodies: bytes) -> None:
    for body in bodies:
        request = Request("POST", "http://x/_emulator/inbox/app/told", "/_emulator/inbox/app/told", "", {"x": "1"}, body)
        await house.inbox.put("app", request, at=NOON)


async def test_messages_are_shown_below_their_inbox_and_masked(house: House, get: Call) -> None:
    await put(house, NUMBER.encode(), b"two")

    page = await get("inboxes/app", after=0)
    bare = await get("inboxes/app", reveal="true")

    assert [(one["number"], one["path"], one["body"]["text"]) for one in page["messages"]] == [
        (1, "/told", "************4784"),
        (2, "/told", "two"),
    ]
    assert bare["messages"][0]["body"]["text"] == NUMBER


async def test_waiting_ends_without_what_was_waited_for(house: House, get: Call) -> None:
    await put(house, b"one")

    page = await get("inboxes/app", count=2, wait="0.01")

    assert (page["complete"], len(page["messages"])) == (False, 1)


async def test_an_inbox_is_emptied(house: House, get: Call, delete: Call) -> None:
    await put(house, b"one", b"two")

    assert await delete("inboxes/app") == {"messages": 2}
    assert (await get("inboxes/app"))["messages"] == []
