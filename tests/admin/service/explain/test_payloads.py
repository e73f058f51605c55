"""A payload alone is taken apart, and compared with the messages that it may be."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from client_encryption.field_level_encryption import encrypt_payload

from emulator import bootstrap
from emulator.config import Settings
from tests.providers.mdes.caller import fle

Ask = Callable[..., Awaitable[Any]]
CARD = {"accountNumber": "5204731600014784", "expiryMonth": "09", "expiryYear": "30"}


@pytest.fixture
def settings() -> Settings:
    return Settings(database="sqlite://", seed=1)


@pytest.fixture
async def house(settings: Settings) -> Any:
    """The whole house in place of the sample's."""
    running = await bootstrap.assemble(settings)
    yield running
    await running.close()


@pytest.fixture
def explained(client: TestClient[web.BaseRequest, web.Application]) -> Ask:
    async def ask(payload: Any, **more: Any) -> Any:
        answer = await client.post("/_emulator/explain/payload", json={"payload": payload, **more})
        assert answer.status == 200, await answer.text()
        return await answer.json()

    return ask


def sealed(inside: Any) -> Any:
    message = {"fundingAccountInfo": {"encryptedPayload": {"encryptedData": inside}}}
    return encrypt_payload(message, fle())["fundingAccountInfo"]["encryptedPayload"]


async def test_a_right_payload_names_its_key_and_its_message(explained: Ask) -> None:
    said = await explained(sealed({"source": "ACCOUNT_ON_FILE", "cardAccountData": CARD}))

    (layer,) = said["layers"]
    assert (layer["form"], layer["key"], layer["problem"]) == ("field_level_encryption", "demo:mdes/request", None)
    assert [one["message"] for one in said["schemas"] if one["holds"]]
    assert said["plaintext"]["cardAccountData"]["accountNumber"] == "************4784"


async def test_digits_need_an_explicit_word(explained: Ask) -> None:
    said = await explained(sealed({"cardAccountData": CARD}), reveal=True)

    assert said["plaintext"]["cardAccountData"]["accountNumber"] == CARD["accountNumber"]


async def test_a_payload_that_holds_no_message_is_compared_with_the_nearest(explained: Ask) -> None:
    said = await explained(sealed({"source": "A_GUESS", "cardAccountData": {"accountNumber": 7}}))

    (nearest,) = said["schemas"]
    assert not nearest["holds"]
    assert nearest["problems"]


async def test_what_no_key_opens_says_why(explained: Ask) -> None:
    node = sealed({"cardAccountData": CARD})

    said = await explained({**node, "publicKeyFingerprint": "00" * 32})

    (layer,) = said["layers"]
    assert (layer["problem"]["cause"], said["plaintext"]) == ("unknown_fingerprint", None)
