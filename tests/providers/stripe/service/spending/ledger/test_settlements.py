"""Settlements, which only a seed can bring."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from emulator.providers.stripe.service.books.kinds import SETTLEMENT
from tests.providers.stripe.sdk import SECRET_KEY, world_of
from tests.witness.stripe_objects import breaches

Client = TestClient[web.BaseRequest, web.Application]
HEADERS = {"Authorization": f"Bearer {SECRET_KEY}"}
SETTLED = {
    "id": "ise_1",
    "object": "issuing.settlement",
    "bin": "400000",
    "clearing_date": 1_793_606_400,
    "created": 1_793_606_400,
    "currency": "usd",
    "interchange_fees_amount": 44,
    "livemode": False,
    "metadata": {},
    "net_total_amount": 2_300,
    "network": "visa",
    "network_fees_amount": 6,
    "network_settlement_identifier": "1000000001",
    "settlement_service": "international",
    "status": "complete",
    "transaction_amount": 2_350,
    "transaction_count": 1,
}


@pytest.fixture
async def settled(house: House, ada: Any) -> None:
    async def seed(unit: Any) -> None:
        await unit.documents.add(SETTLEMENT.kind, SETTLED["id"], SETTLED)

    async def silent(_unit: Any, _event: Any) -> None: ...

    await house.store.unit(await world_of(house), silent, seed)


@pytest.mark.usefixtures("settled")
async def test_a_settlement_is_listed_and_annotated(client: Client) -> None:
    await client.post("/v1/issuing/settlements/ise_1", data={"metadata[month]": "may"}, headers=HEADERS)

    listed = await (await client.get("/v1/issuing/settlements", headers=HEADERS)).json()
    read = await (await client.get("/v1/issuing/settlements/ise_1", headers=HEADERS)).json()

    assert breaches(listed) == []
    assert (listed["data"], read["metadata"]) == ([read], {"month": "may"})


async def test_an_unknown_settlement_is_said_to_be_missing(client: Client) -> None:
    refused = await client.get("/v1/issuing/settlements/ise_2", headers=HEADERS)

    assert (await refused.json())["error"]["message"] == "No such issuing settlement: 'ise_2'"
