"""Every operation of every provider asks who is there; what is done with the answer is the setting's to say."""

import re
from typing import Final

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from yarl import URL

from emulator import bootstrap
from emulator.config import Auth, Settings
from emulator.core.context import House
from emulator.core.dispatch.path import EXPLANATION
from emulator.core.journal import Exchange

PROVIDERS: Final = tuple(api for api in bootstrap.APIS if api.of_a_world and api.operations)
REFUSED: Final = "AccessDenied"


@pytest.fixture
def settings(auth: Auth) -> Settings:
    return Settings(database="sqlite://", seed=1, auth=auth)


async def unsigned(client: TestClient[web.BaseRequest, web.Application], house: House) -> list[Exchange]:
    """Call every operation of every provider with no credential at all; return what the journal says of it."""
    for api in PROVIDERS:
        for operation in api.operations:
            path = re.sub(r"\{\w+\}", "x", operation.path)
            body = None if operation.method == "GET" else b"{}"
            headers = {"Content-Type": "application/json"}
            await client.request(operation.method, URL(path, encoded=True), data=body, headers=headers)
    return list(house.journal.newest_first("default"))


@pytest.mark.parametrize("auth", [Auth.STRICT])
async def test_strict_refuses_whoever_shows_nothing_and_explains_it(
    client: TestClient[web.BaseRequest, web.Application], house: House
) -> None:
    exchanges = await unsigned(client, house)

    assert len(exchanges) == sum(len(api.operations) for api in PROVIDERS)
    assert [f"{one.api}.{one.operation}" for one in exchanges if one.error != REFUSED] == []
    assert [one.operation for one in exchanges if not one.findings or one.findings[0].severity != "refused"] == []
    assert [one.operation for one in exchanges if one.response is None or EXPLANATION not in one.response.headers] == []


@pytest.mark.parametrize("auth", [Auth.LENIENT])
async def test_lenient_lets_everybody_in_and_warns(client: TestClient[web.BaseRequest, web.Application], house: House) -> None:
    exchanges = await unsigned(client, house)

    assert [f"{one.api}.{one.operation}" for one in exchanges if one.error == REFUSED] == []
    assert [one.operation for one in exchanges if not one.findings or one.findings[0].severity != "tolerated"] == []
    assert [one.operation for one in exchanges if one.response is None or EXPLANATION not in one.response.headers] == []


@pytest.mark.parametrize("auth", [Auth.OFF])
async def test_off_lets_everybody_in_and_looks_at_nothing(client: TestClient[web.BaseRequest, web.Application], house: House) -> None:
    exchanges = await unsigned(client, house)

    strict = {"header", "consumer_key", "body_hash", "signature"}
    assert [f"{one.api}.{one.operation}" for one in exchanges if one.error == REFUSED] == []
    assert [one.operation for one in exchanges if {finding.check for finding in one.findings} & strict] == []
