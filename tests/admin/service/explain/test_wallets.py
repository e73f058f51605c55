"""A card for a wallet is tried out by the phone itself."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator import bootstrap
from emulator.admin.service.explain.wallets import hands_a_card
from emulator.core.dispatch.router import Router

Client = TestClient[web.BaseRequest, web.Application]
RAW = (
    "POST /_emulator/phone/cards HTTP/1.1\r\nHost: 127.0.0.1:8081\r\nContent-Type: application/json\r\n\r\n"
    '{"wallet": "google", "accountNumber": "5204731620001001", "expiryMonth": "12", "expiryYear": "29"}'
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/_emulator/phone/google/requests/add_1/complete", True),
        ("/_emulator/phone/cards", True),
        ("/_emulator/reset", False),
        ("/v1/x", False),
    ],
)
def test_what_hands_a_card_to_a_wallet_is_known_by_its_path(path: str, expected: bool) -> None:
    router = Router(bootstrap.APIS, fallback=bootstrap.APIS[-1])

    assert hands_a_card(router.find("POST", path)) is expected


async def test_a_card_that_was_typed_in_would_be_added_and_is_not(client: Client) -> None:
    said = await (await client.post("/_emulator/explain", json={"request": RAW})).json()
    passes = await (await client.get("/_emulator/phone/passes")).json()

    assert (said["accepted"], said["api"], said["operation"], said["findings"]) == (True, "admin", "enter_card", [])
    assert "5204731620001001" not in str(said)
    assert passes["passes"] == []
