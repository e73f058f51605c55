"""The cards on phones, as they are listed."""

import base64

from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.wallets.conftest import Call
from tests.wallets.issuer import MASTERCARD, VISA, Bank

Client = TestClient[web.BaseRequest, web.Application]


async def listed(client: Client, path: str, **query: str) -> list[dict[str, object]]:
    told = await (await client.get(f"/_emulator/phone/{path}", params=query)).json()
    rows: list[dict[str, object]] = told[path]
    return rows


async def test_cards_are_listed_newest_first_with_art_and_by_phone(bank: Bank, client: Client) -> None:
    old = (await bank.add("apple", MASTERCARD))["card"]
    new = (await bank.add("google", VISA, device="tablet"))["card"]

    everything, tablet = await listed(client, "passes"), await listed(client, "passes", device="tablet")

    assert [row["id"] for row in everything] == [new["id"], old["id"]]
    assert [row["id"] for row in tablet] == [new["id"]]
    assert old["title"] == "Emulated Bank"
    assert base64.b64decode(old["art"].partition(",")[2]).startswith(b"\x89PNG")


async def test_a_pass_shows_what_others_did_to_its_token(bank: Bank, client: Client, phone: Call) -> None:
    held = (await bank.add("apple", MASTERCARD))["card"]
    await phone("lost")

    (shown,) = await listed(client, "passes")

    assert (shown["id"], shown["state"]) == (held["id"], "suspended")


async def test_every_world_has_a_phone_and_each_phone_ids_of_its_own(bank: Bank, client: Client) -> None:
    (before,) = await client_phones(client)
    await bank.add("google", MASTERCARD, device="tablet")

    after = await client_phones(client)

    assert (before["device"], before["cards"]) == ("phone", 0)
    assert [(row["device"], row["cards"]) for row in after] == [("phone", 0), ("tablet", 1)]
    assert after[0]["hardwareId"] != after[1]["hardwareId"]


async def client_phones(client: Client) -> list[dict[str, object]]:
    told = await (await client.get("/_emulator/phone/devices")).json()
    rows: list[dict[str, object]] = told["phones"]
    return rows
