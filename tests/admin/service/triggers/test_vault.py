"""Every event of the vault moves a token that can be moved so, and tells the app."""

import pytest

from emulator.admin.service.triggers.vault import TRIGGERS
from emulator.core.context import House
from tests.admin.conftest import Call
from tests.outbound.sample import make_token

MOVES = {
    "token.suspended_by_issuer": "suspended",
    "token.suspended_by_wallet": "suspended",
    "token.suspended_by_network": "suspended",
    "token.deleted_by_issuer": "deleted",
    "token.deleted_by_wallet": "deleted",
}


@pytest.mark.parametrize(("event", "state"), MOVES.items())
async def test_the_newest_token_that_can_be_moved_is(house: House, post: Call, get: Call, event: str, state: str) -> None:
    await make_token(house)

    await post("triggers", {"event": event})

    (token,) = (await get("tokens"))["tokens"]
    assert token["state"] == state
    assert len((await get("outbox"))["notices"]) == 2


async def test_only_who_suspended_resumes(house: House, post: Call, get: Call, refused: Call) -> None:
    await make_token(house)
    await post("triggers", {"event": "token.suspended_by_issuer"})

    assert await refused("POST", "triggers", json={"event": "token.resumed_by_wallet"}) == (404, "unknown_token")
    await post("triggers", {"event": "token.resumed_by_issuer"})
    assert (await get("tokens"))["tokens"][0]["state"] == "active"


def test_no_two_events_have_one_name() -> None:
    assert len({trigger.name for trigger in TRIGGERS}) == len(TRIGGERS)
