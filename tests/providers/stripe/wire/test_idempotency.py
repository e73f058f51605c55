"""A POST that is repeated under its key is done once."""

import asyncio
from typing import Any

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient

from tests.providers.stripe.sdk import SECRET_KEY

Client = TestClient[web.BaseRequest, web.Application]
FORM = {"name": "A", "type": "company", **{f"billing[address][{part}]": "US" for part in ("city", "country", "line1", "postal_code")}}


async def post(client: Client, path: str = "/v1/issuing/cardholders", *, key: str = "k-1", **fields: str) -> ClientResponse:
    headers = {"Authorization": f"Bearer {SECRET_KEY}", "Idempotency-Key": key}
    return await client.post(path, data={**FORM, **fields} if "issuing/cardholders" in path else fields, headers=headers)


async def holders(client: Client) -> list[Any]:
    answer = await client.get("/v1/issuing/cardholders", headers={"Authorization": f"Bearer {SECRET_KEY}"})
    found: list[Any] = (await answer.json())["data"]
    return found


async def test_a_repeated_call_is_answered_and_not_repeated(client: Client) -> None:
    first = await post(client)

    second = await post(client)

    assert await first.read() == await second.read()
    assert "Idempotent-Replayed" not in first.headers
    assert (second.headers["Idempotent-Replayed"], second.headers["Original-Request"]) == ("true", first.headers["Request-Id"])
    assert (second.headers["Idempotency-Key"], len(await holders(client))) == ("k-1", 1)


async def test_another_call_under_the_same_key_is_refused(client: Client) -> None:
    await post(client)

    refused = await post(client, name="B")

    error = (await refused.json())["error"]
    assert (refused.status, error["type"]) == (400, "idempotency_error")
    assert "Try using a key other than 'k-1'" in error["message"]


async def test_a_call_that_fails_validation_leaves_its_key_free(client: Client) -> None:
    refused = await post(client, type="robot")

    accepted = await post(client)

    assert (refused.status, accepted.status) == (400, 200)


async def test_a_refusal_of_a_call_that_began_is_kept(client: Client) -> None:
    holder = (await (await post(client)).json())["id"]
    card = {"cardholder": holder, "currency": "usd", "type": "virtual", "status": "active"}

    first, second = [await post(client, "/v1/issuing/cards", key="k-2", **card) for _ in range(2)]

    assert (first.status, second.status) == (400, 400)
    assert (await first.json())["error"]["message"].startswith("This cardholder has outstanding requirements")
    assert second.headers["Idempotent-Replayed"] == "true"


async def test_a_key_counts_for_posts_only(client: Client) -> None:
    holder = (await (await post(client)).json())["id"]
    headers = {"Authorization": f"Bearer {SECRET_KEY}", "Idempotency-Key": "k-1"}

    answer = await client.get(f"/v1/issuing/cardholders/{holder}", headers=headers)

    assert (answer.status, "Idempotency-Key" in answer.headers) == (200, False)


async def test_a_key_that_is_too_long_is_refused(client: Client) -> None:
    refused = await post(client, key="k" * 256)

    assert refused.status == 400


async def test_a_hundred_calls_at_once_make_one_object(client: Client) -> None:
    answers = await asyncio.gather(*(post(client, name="A" if number % 2 else "B") for number in range(100)))

    statuses = sorted(answer.status for answer in answers)
    assert (statuses, len(await holders(client))) == ([200] * 50 + [400] * 50, 1)
