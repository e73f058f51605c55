"""The yellow path: a way is chosen, a code arrives, and is typed in."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.wallets.conftest import Call
from tests.wallets.issuer import VISA_YELLOW, YELLOW, Bank

Client = TestClient[web.BaseRequest, web.Application]


async def digits_of(client: Client, token: str) -> str:
    told = await (await client.get("/_emulator/otp", params={"token": token})).json()
    code: str = told["codes"][0]["digits"]
    return code


@pytest.mark.parametrize("number", [YELLOW, VISA_YELLOW])
async def test_the_right_code_brings_a_token_to_life(bank: Bank, phone: Call, client: Client, number: str) -> None:
    added = await bank.add("apple", number)
    held = await (await client.get(f"/_emulator/phone/passes/{added['card']['id']}")).json()

    way = await phone(f"passes/{held['id']}/code", {"method": held["methods"][1]["id"]})
    tried = await phone(f"passes/{held['id']}/activate", {"code": await digits_of(client, held["token"])})

    assert (way["channel"], way["carriesCodes"]) == ("email", True)
    assert (tried["outcome"], tried["card"]["state"]) == ("right", "active")


@pytest.mark.parametrize(("number", "most"), [(YELLOW, 3), (VISA_YELLOW, 5)])
async def test_wrong_codes_are_counted_until_no_more_may_be_tried(bank: Bank, phone: Call, number: str, most: int) -> None:
    held = (await bank.add("google", number))["card"]
    await phone(f"passes/{held['id']}/code")

    outcomes = [(await phone(f"passes/{held['id']}/activate", {"code": "wrong"}))["outcome"] for _ in range(most)]

    assert outcomes == [*["wrong"] * (most - 1), "exhausted"]


@pytest.mark.parametrize("number", [YELLOW, VISA_YELLOW])
async def test_a_step_out_of_order_is_a_problem(bank: Bank, refused: Call, number: str) -> None:
    held = (await bank.add("google", number))["card"]

    assert await refused(f"passes/{held['id']}/activate", {"code": "123456"}) == (409, "wrong_step")
    assert await refused(f"passes/{held['id']}/code", {"method": "99"}) == (422, "unknown_method")
    assert await refused(f"passes/{held['id']}/tap") == (409, "illegal_transition")
