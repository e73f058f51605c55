"""What the documentation promises of each refusal is true: each is met, through the front door, in the way that is told."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient

from emulator.providers.stripe import API
from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import SECRET_KEY, world_of

Client = TestClient[web.BaseRequest, web.Application]
Way = Callable[[Client], Awaitable[ClientResponse]]
BEARER: Final = {"Authorization": f"Bearer {SECRET_KEY}"}
HOLDERS: Final = "/v1/issuing/cardholders"


def post(path: str, headers: dict[str, str] | None = None, **form: str) -> Way:
    return lambda client: client.post(path, data=form, headers={**BEARER, **(headers or {})})


def get(path: str, **headers: str) -> Way:
    return lambda client: client.get(path, headers={**BEARER, **headers})


async def other_parameters(client: Client) -> ClientResponse:
    key = {"Idempotency-Key": "once"}
    await post("/v1/topups", key, amount="100", currency="usd")(client)
    return await post("/v1/topups", key, amount="200", currency="usd")(client)


WAYS: Final[list[tuple[str, Way]]] = [
    ("400 parameter_missing", post(HOLDERS, type="individual")),
    ("400 parameter_unknown", post(HOLDERS, hat="red")),
    ("400 parameter_invalid_empty", post("/v1/topups", amount="100", currency="")),
    ("400 parameter_invalid_integer", post("/v1/topups", amount="many", currency="usd")),
    ("400 property_expansion_max_depth", get("/v1/issuing/cards?expand[]=data.a.b.c.d.e")),
    ("400 resource_missing", post("/v1/issuing/cards", cardholder="ich_nobody", currency="usd", type="virtual")),
    ("400 idempotency_error", other_parameters),
    ("401 invalid_request_error", lambda client: client.get("/v1/balance")),
    ("401 invalid_request_error", get("/v1/balance", Authorization="Bearer nonsense")),
    ("403 account_invalid", get("/v1/balance", **{"Stripe-Account": "acct_of_another"})),
    ("404 resource_missing", get("/v1/issuing/cards/ic_nothing")),
    ("404 invalid_request_error", get("/v1/nowhere")),
]
# These have tests where what leads to them is told: test_idempotency, test_ephemeral_keys, test_submission.
ELSEWHERE: Final = {"409 idempotency_key_in_use", "401 api_key_expired", "400 invalid_request_error", "500 api_error"}


def told(status: int, error: Any) -> str:
    return f"{status} {error.get('code') or error['type']}"


@pytest.mark.parametrize(("code", "way"), WAYS, ids=[code for code, _ in WAYS])
async def test_a_refusal_is_met_as_is_told(client: Client, code: str, way: Way) -> None:
    answer = await way(client)

    assert told(answer.status, (await answer.json())["error"]) == code


async def test_a_failure_is_met_as_is_told(client: Client, phone: Phone) -> None:
    await get("/v1/balance")(client)
    await phone.post("scenarios", api="stripe", error="Unavailable", remaining=1)

    answer = await get("/v1/balance")(client)

    assert told(answer.status, (await answer.json())["error"]) == "500 api_error"
    assert await world_of(phone.house)


def test_every_promise_is_kept_and_none_is_forgotten() -> None:
    assert {row.code for row in API.provocations} == {code for code, _ in WAYS} | ELSEWHERE
