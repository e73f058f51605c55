"""All APIs that clients call are entered through one gate."""

import pytest

from emulator import bootstrap
from emulator.core.provider import Api
from emulator.providers.mdes import oauth
from emulator.providers.mdes.messages.wire import MdesWire
from tests.providers.mdes.caller import Caller

CALLED = [api for api in bootstrap.APIS if api.name.startswith("mdes.") and api.operations]


@pytest.mark.parametrize("api", CALLED, ids=lambda api: api.name)
async def test_a_key_that_nobody_knows_is_stopped_at_the_gate_of_every_api(mdes: Caller, api: Api) -> None:
    mdes.consumer_key = "unknown"

    answer = await mdes.post(next(row.path for row in api.operations if row.method == "POST"), {"requestId": "1"})

    assert isinstance(api.wire, MdesWire)
    assert api.wire.kind == oauth.KIND
    assert (answer.status, answer.body["Errors"]["Error"][0]["ReasonCode"]) == (401, "INVALID_CLIENT_ID")
