"""Calls about cards on the phone that name none."""

import pytest

from tests.admin.conftest import Call


@pytest.mark.parametrize("action", ["code", "activate", "tap", "suspend", "resume", "remove"])
async def test_a_card_that_no_phone_has_is_unknown(refused: Call, action: str) -> None:
    body = {"code": "1"} if action == "activate" else {}

    assert await refused("POST", f"phone/passes/pass_0/{action}", json=body) == (404, "unknown_pass")


async def test_a_phone_without_cards_loses_nothing(post: Call, get: Call) -> None:
    assert (await post("phone/lost", {}))["passes"] == []
    assert (await get("phone/passes"))["passes"] == []
    assert [phone["device"] for phone in (await get("phone/devices"))["phones"]] == ["phone"]
