"""PINs are shown and changed to who proved to be the cardholder."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import SECRET_KEY

Client = TestClient[web.BaseRequest, web.Application]
BEARER = {"Authorization": f"Bearer {SECRET_KEY}"}


async def proof(client: Client, card: str, scope: str = "card_pin_retrieve") -> dict[str, str]:
    """Begin a proof, and return it as it is shown."""
    answer = await client.post("/v1/issuing/verifications", data={"card": card, "scope": scope}, headers=BEARER)
    assert answer.status == 200, await answer.text()
    return {"verification[id]": (await answer.json())["id"], "verification[one_time_code]": "000000"}


async def seen(client: Client, card: str, shown: dict[str, str]) -> tuple[int, Any]:
    """Ask for the PIN."""
    answer = await client.get(f"/v1/issuing/cards/{card}/pin", params=shown, headers=BEARER)
    return answer.status, await answer.json()


async def test_a_changed_pin_is_read_back(client: Client, card: Any) -> None:
    change = {**await proof(client, card.id, "card_pin_update"), "pin": "4711"}
    changed = await client.post(f"/v1/issuing/cards/{card.id}/pin", data=change, headers=BEARER)

    status, pin = await seen(client, card.id, await proof(client, card.id))

    assert (changed.status, status) == (200, 200)
    assert pin == {"object": "issuing.pin", "card": card.id, "pin": "4711"}


async def test_a_proof_is_good_once(client: Client, card: Any) -> None:
    shown = await proof(client, card.id)

    statuses = [(await seen(client, card.id, shown))[0] for _ in range(2)]

    assert statuses == [200, 400]


async def test_a_proof_is_good_for_ten_minutes(client: Client, phone: Phone, card: Any) -> None:
    shown = await proof(client, card.id)
    await phone.wait(601)

    status, refused = await seen(client, card.id, shown)

    assert (status, refused["error"]["message"]) == (400, "This verification has expired.")


@pytest.mark.parametrize("changes", [{"verification[one_time_code]": "111111"}, {"verification[id]": "iv_nope"}])
async def test_a_proof_that_is_not_good_is_refused(client: Client, card: Any, changes: dict[str, str]) -> None:
    status, refused = await seen(client, card.id, {**await proof(client, card.id), **changes})

    assert (status, refused["error"]["param"]) == (400, next(iter(changes)))


async def test_a_proof_for_one_thing_is_none_for_another(client: Client, card: Any) -> None:
    assert (await seen(client, card.id, await proof(client, card.id, "card_pin_update")))[0] == 400
