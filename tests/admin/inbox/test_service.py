"""Whatever is sent to an inbox is kept byte by byte."""

import pytest

from emulator.admin import inbox
from emulator.core.context import House
from tests.admin.conftest import Call, Client


@pytest.fixture
async def house(house: House) -> House:
    """The sample's house with inboxes."""
    house.apis = (*house.apis, inbox.API)
    return house


@pytest.mark.parametrize("method", ["POST", "PUT", "GET"])
async def test_a_message_is_kept_as_it_came(client: Client, house: House, method: str) -> None:
    answer = await client.request(method, "/_emulator/inbox/app/a/b?x=%20", data=bytes(range(256)), headers={"X-One": "1"})

    assert (answer.status, await answer.json()) == (200, {})
    (kept,) = house.inbox.held("app")
    assert (kept.request.method, kept.request.path, kept.request.query) == (method, "/_emulator/inbox/app/a/b", "x=%20")
    assert (kept.request.body, kept.request.header("x-one")) == (bytes(range(256)), "1")


async def test_an_inbox_has_no_journal_of_its_own(client: Client, house: House, get: Call) -> None:
    await client.post("/_emulator/inbox/app", data=b"x")

    assert (await get("exchanges"))["exchanges"] == []
