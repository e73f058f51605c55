"""What the cardholder does with cards, and with the phone itself."""

from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.wallets.conftest import Call
from tests.wallets.issuer import MASTERCARD, VISA, YELLOW, Bank

Client = TestClient[web.BaseRequest, web.Application]


async def test_a_paused_card_is_resumed_by_its_holder(bank: Bank, phone: Call) -> None:
    held = (await bank.add("apple", MASTERCARD))["card"]

    paused = await phone(f"passes/{held['id']}/suspend")
    resumed = await phone(f"passes/{held['id']}/resume")

    assert (paused["state"], paused["suspendedBy"]) == ("suspended", ["cardholder"])
    assert (resumed["state"], resumed["suspendedBy"]) == ("active", [])


async def test_a_lost_phone_pays_with_nothing_until_it_is_found(bank: Bank, phone: Call) -> None:
    one, two = [(await bank.add("apple", number))["card"] for number in (MASTERCARD, VISA)]
    await bank.add("apple", YELLOW)
    other = (await bank.add("google", MASTERCARD, device="tablet"))["card"]
    await phone(f"passes/{one['id']}/suspend")

    lost = await phone("lost")
    found = await phone("found")

    assert [card["id"] for card in lost["passes"]] == [two["id"]]
    assert {card["id"] for card in found["passes"]} == {one["id"], two["id"]}
    assert all(card["state"] == "active" for card in found["passes"])
    assert other["state"] == "active"


async def test_a_removed_card_is_gone_for_good(bank: Bank, phone: Call, refused: Call) -> None:
    held = (await bank.add("samsung", VISA))["card"]

    removed = await phone(f"passes/{held['id']}/remove")

    assert removed["state"] == "deleted"
    assert await refused(f"passes/{held['id']}/resume") == (409, "illegal_transition")
    assert await refused("passes/pass_0/resume") == (404, "unknown_pass")
