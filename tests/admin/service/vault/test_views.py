"""A token is shown as each provider tells of it, asked with requests that the provider's own checks let pass."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.context import House
from emulator.core.worlds import DEMO_SECRET_KEY
from tests.admin.conftest import Call, Client

MASTERCARD = "5204731660001001"
NAME = {"name": "Ada Lovelace", "email": "ada@example.com", "individual[first_name]": "Ada", "individual[last_name]": "Lovelace"}
ADDRESS = {"line1": "1 Main St", "city": "London", "postal_code": "N1", "country": "GB"}


@pytest.fixture
async def house() -> AsyncIterator[House]:
    running = await bootstrap.start(Settings(database="sqlite://", seed=1, deadline_interval=3_600))
    yield running
    await running.close()


async def token(get: Call, post: Call, number: str, wallet: str = "apple_pay") -> str:
    await post("parties", {"cards": [{"number": number, "expiry": "2029-11"}]})
    card = (await get("cards"))["cards"][0]["reference"]
    added = await post("tokens", {"card": card, "wallet": wallet, "path": "green"})
    return str(added["token"]["reference"])


async def views(get: Call, reference: str) -> dict[str, Any]:
    return {one["api"]: one | {"answer": json.loads(one["answer"]["text"])} for one in (await get(f"tokens/{reference}/views"))["views"]}


async def test_mastercard_tells_requestor_and_issuer_of_the_same_token(get: Call, post: Call) -> None:
    reference = await token(get, post, MASTERCARD)

    active = await views(get, reference)
    await post("triggers", {"event": "token.suspended_by_issuer", "fields": {"token": reference}})
    suspended = await views(get, reference)

    assert active.keys() == {"mdes.digital_enablement", "mdes.customer_service"}
    assert active["mdes.digital_enablement"]["answer"]["token"]["status"] == "ACTIVE"
    assert suspended["mdes.digital_enablement"]["answer"]["token"]["suspendedBy"] == ["ISSUER"]
    (account,) = suspended["mdes.customer_service"]["answer"]["SearchResponse"]["Accounts"]["Account"]
    assert account["Tokens"]["Token"][0]["CurrentStatusCode"] == "S"


async def test_visa_tells_its_issuer(get: Call, post: Call) -> None:
    reference = await token(get, post, "4622943123100004")

    said = await views(get, reference)

    assert said.keys() == {"vts.token_service", "vts.issuer"}
    assert said["vts.issuer"]["answer"]["tokens"][0]["tokenState"] == "ACTIVE"


async def test_stripe_tells_of_a_token_of_its_own_card(client: Client, get: Call, post: Call) -> None:
    key = {"Authorization": f"Bearer {DEMO_SECRET_KEY}"}
    address = {f"billing[address][{name}]": value for name, value in ADDRESS.items()}
    holder = await (await client.post("/v1/issuing/cardholders", data={**NAME, **address}, headers=key)).json()
    wish = {"cardholder": holder["id"], "currency": "usd", "type": "virtual", "status": "active"}
    card = await (await client.post("/v1/issuing/cards", data=wish, headers=key)).json()
    added = await post("tokens", {"card": (await get("cards"))["cards"][0]["reference"], "wallet": "apple_pay", "path": "green"})

    said = (await views(get, added["token"]["reference"]))["stripe"]

    assert (said["answer"]["card"], said["answer"]["status"], said["reader"]) == (card["id"], "active", "issuer")


async def test_looking_leaves_no_trace(get: Call, post: Call) -> None:
    reference = await token(get, post, MASTERCARD)

    first = await views(get, reference)
    again = await views(get, reference)

    assert [one["answer"] for one in first.values()] == [one["answer"] for one in again.values()]
    assert (await get("exchanges", direction="inbound"))["exchanges"] == []


async def test_a_token_that_nobody_has_is_unknown(refused: Call) -> None:
    assert await refused("GET", "tokens/gone/views") == (404, "unknown_token")
