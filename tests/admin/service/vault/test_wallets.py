"""Whoever plays the phone, through our own API."""

import pytest

from emulator.core.context import House
from tests.admin.conftest import Call
from tests.outbound.sample import make_token


@pytest.fixture
async def card(house: House) -> str:
    """The reference of a card that is in no wallet but one."""
    return (await make_token(house)).card


async def test_a_card_goes_into_a_wallet(post: Call, get: Call, card: str) -> None:
    added = await post("tokens", {"card": card, "wallet": "apple_pay"})

    assert (added["decision"], added["token"]["state"], added["code"]) == ("APPROVED", "active", None)
    assert (added["token"]["wallet"], added["token"]["kind"], added["token"]["number"][:12]) == ("103", "EMBEDDED_SE", "*" * 12)
    assert (await get(f"tokens/{added['token']['reference']}"))["card"] == card


async def test_a_code_is_shown_and_brings_the_token_to_life(post: Call, card: str) -> None:
    added = await post("tokens", {"card": card, "wallet": "google_pay", "path": "yellow"})
    path = f"tokens/{added['token']['reference']}"

    wrong = await post(path, {"action": "activate", "code": "0000"})
    right = await post(path, {"action": "activate", "code": added["code"]["digits"]})

    assert (wrong["outcome"], wrong["token"]["state"]) == ("wrong", "requested")
    assert (right["outcome"], right["token"]["state"]) == ("right", "active")


async def test_a_wallet_suspends_resumes_and_deletes(post: Call, card: str) -> None:
    reference = (await post("tokens", {"card": card, "wallet": "samsung_pay"}))["token"]["reference"]

    states = [(await post(f"tokens/{reference}", {"action": action}))["token"]["state"] for action in ("suspend", "resume", "delete")]

    assert states == ["suspended", "active", "deleted"]


async def test_a_declined_wish_leaves_no_token(post: Call, get: Call, card: str) -> None:
    before = await get("tokens")

    added = await post("tokens", {"card": card, "wallet": "apple_pay", "path": "red"})

    assert (added["decision"], added["token"], added["code"]) == ("DECLINED", None, None)
    assert await get("tokens") == before


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"card": "nope"}, (404, "unknown_card")),
        ({"requestor": "50999999999"}, (404, "unknown_requestor")),
        ({"wallet": "purse"}, (422, "invalid_request")),
        ({"device": {"kind": "fridge"}}, (422, "invalid_request")),
    ],
)
async def test_a_wish_that_cannot_be_is_refused(refused: Call, card: str, changes: dict[str, object], problem: tuple[int, str]) -> None:
    assert await refused("POST", "tokens", json={"card": card, "wallet": "apple_pay", **changes}) == problem


@pytest.mark.parametrize("body", [{"action": "activate"}, {"action": "suspend", "code": "123456"}])
async def test_a_code_goes_with_an_activation(refused: Call, house: House, body: dict[str, str]) -> None:
    token = await make_token(house)

    assert await refused("POST", f"tokens/{token.reference}", json=body) == (422, "invalid_request")
