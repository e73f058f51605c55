"""What the headers of a call say is known until its last byte."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.providers.stripe.sdk import ADA, SECRET_KEY, WitnessedClient

BEARER = {"Authorization": f"Bearer {SECRET_KEY}"}


async def test_every_call_has_an_id_of_its_own(issuing: Any, http: WitnessedClient) -> None:
    seen = set()
    for _ in range(3):
        await issuing.cards.list_async()
        seen.add(http.headers["Request-Id"])

    assert len(seen) == 3


async def test_the_id_of_the_call_is_in_its_event(issuing: Any, events: Any, http: WitnessedClient) -> None:
    await issuing.cardholders.create_async(ADA)
    request_id = http.headers["Request-Id"]

    assert (await events.list_async()).data[0].request.id == request_id


@pytest.mark.parametrize("header", ["Idempotency-Key", "Stripe-Version"])
async def test_a_header_that_is_no_utf8_breaks_nothing(client: TestClient[web.BaseRequest, web.Application], header: str) -> None:
    answer = await client.post("/v1/issuing/cardholders", headers={**BEARER, header: "caf\udce9"})

    assert answer.status == 400
    assert (await answer.json())["error"]["type"] == "invalid_request_error"
