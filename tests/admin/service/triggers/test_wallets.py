"""A card goes into a wallet and pays, without a phone."""

import pytest

from emulator.core.context import House
from tests.admin.conftest import Call
from tests.outbound.sample import make_token


async def test_the_newest_active_token_pays_once_each_time(house: House, get: Call, post: Call) -> None:
    await make_token(house)

    said = [(await post("triggers", {"event": "token.paid"}))["done"] for _ in range(2)]

    (token,) = (await get("tokens"))["tokens"]
    assert said == [[f"payment {count} of {token['reference']} was approved"] for count in (1, 2)]
    assert token["atc"] == 2


async def test_a_token_that_is_not_active_does_not_pay(house: House, get: Call, post: Call, refused: Call) -> None:
    await make_token(house)
    await post("triggers", {"event": "token.suspended_by_issuer"})
    (token,) = (await get("tokens"))["tokens"]

    named = {"event": "token.paid", "fields": {"token": token["reference"]}}

    assert await refused("POST", "triggers", json=named) == (409, "illegal_transition")
    assert await refused("POST", "triggers", json={"event": "token.paid"}) == (404, "unknown_token")


async def test_without_a_card_nothing_is_added(refused: Call) -> None:
    assert await refused("POST", "triggers", json={"event": "token.added"}) == (404, "unknown_card")


@pytest.mark.parametrize("fields", [{"wallet": "purse"}, {"path": "blue"}, {"card": ""}])
async def test_a_wish_that_makes_no_sense_is_refused(refused: Call, fields: dict[str, str]) -> None:
    assert await refused("POST", "triggers", json={"event": "token.added", "fields": fields}) == (422, "invalid_field")
