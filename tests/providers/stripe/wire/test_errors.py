"""Errors have Stripe's type, code, parameter and words, and the SDK raises what it raises at Stripe's."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import pytest
import stripe
from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.outbound.receiver import Receiver
from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import ADA, SECRET_KEY, WitnessedClient, world_of

DOCUMENT: Final = Path(__file__).resolve().parents[4] / "docs" / "providers" / "stripe.md"

Client = TestClient[web.BaseRequest, web.Application]
BEARER = {"Authorization": f"Bearer {SECRET_KEY}"}


async def test_a_path_that_is_not_there(client: Client) -> None:
    answer = await client.get("/v1/nowhere", headers=BEARER)

    error = (await answer.json())["error"]
    assert (answer.status, error["type"]) == (404, "invalid_request_error")
    assert error["message"].startswith("Unrecognized request URL (GET: /v1/nowhere). ")


async def test_without_a_key_the_challenge_says_how(client: Client) -> None:
    answer = await client.get("/v1/issuing/cards")

    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, 'Basic realm="Stripe"')
    assert (await answer.json())["error"]["message"].startswith("You did not provide an API key.")


async def test_a_code_comes_with_a_page_about_it(issuing: Any, http: WitnessedClient) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        await issuing.cards.create_async({"currency": "usd"})

    assert http.body["error"]["doc_url"] == "https://stripe.com/docs/error-codes/parameter-missing"
    assert list(http.body["error"]) == sorted(http.body["error"])


async def test_the_log_url_opens_the_exchange(issuing: Any, phone: Phone, http: WitnessedClient) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        await issuing.cards.retrieve_async("ic_nope")
    url = http.body["error"]["request_log_url"]

    exchange = await phone.get(url.partition("/_emulator/")[2])

    assert (exchange["operation"], exchange["status"]) == ("retrieve_card", 404)


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        ({"status": 429}, stripe.RateLimitError),
        ({"status": 500}, stripe.APIError),
        ({"status": 402}, stripe.CardError),
        ({"status": 403}, stripe.PermissionError),
    ],
)
async def test_an_armed_refusal_is_raised_as_the_sdk_raises_it(
    issuing: Any, phone: Phone, card: Any, refusal: dict[str, int], kind: type[Exception]
) -> None:
    body = {"error": {"code": "armed", "message": "armed", "type": "api_error"}}
    await phone.post("scenarios", operation="retrieve_card", answer={**refusal, "body": body})

    with pytest.raises(kind):
        await issuing.cards.retrieve_async(card.id)


Way = Callable[["Caller"], Awaitable[Any]]
TYPES: Final = {"idempotency_error"}


class Caller:
    """Whoever wants to be refused: `v1` are the services of the library."""

    def __init__(self, connection: tuple[stripe.StripeClient, WitnessedClient], phone: Phone, receiver: Receiver) -> None:
        self.v1: Any = connection[0].v1
        self.phone, self.receiver = phone, receiver

    async def create(self, holder: str = "ich_nope", **more: Any) -> Any:
        """Create a card."""
        return await self.v1.issuing.cards.create_async({"cardholder": holder, "currency": "usd", "type": "virtual", **more})

    async def holder(self, **more: Any) -> Any:
        return await self.v1.issuing.cardholders.create_async({**ADA, **more})

    async def card(self) -> str:
        return str((await self.create((await self.holder()).id, status="active")).id)


async def expired_key(caller: Caller) -> None:
    key = await caller.v1.ephemeral_keys.create_async({"issuing_card": await caller.card()}, {"stripe_version": "2026-10-28.endive"})
    await caller.phone.wait(3_601)
    await caller.v1.issuing.cards.retrieve_async("ic_any", options={"api_key": key.secret})


async def other_parameters(caller: Caller) -> None:
    for name in ("Ada", "Eve"):
        await caller.v1.issuing.cardholders.create_async({**ADA, "name": name}, {"idempotency_key": "once"})


async def in_flight(caller: Caller) -> None:
    order, options = {"card": await caller.card(), "amount": 100}, {"idempotency_key": "once"}
    endpoint = {"url": caller.receiver.url, "namespace": await world_of(caller.phone.house)}
    await caller.phone.client.put("/_emulator/stripe/realtime", json=endpoint)
    paying = caller.v1.test_helpers.issuing.authorizations.create_async
    caller.receiver.open.clear()
    first = asyncio.create_task(paying(order, options))
    await caller.receiver.arrived.wait()
    try:
        await paying(order, options)
    finally:
        caller.receiver.open.set()
        await first


def armed(**scenario: Any) -> Way:
    async def refused(caller: Caller) -> None:
        # Somebody must have been there before, or there is no world to arm.
        await caller.v1.issuing.cards.list_async()
        await caller.phone.post("scenarios", operation="list_cards", **scenario)
        await caller.v1.issuing.cards.list_async()

    return refused


WAYS: Final[dict[str, Way]] = {
    "401": lambda caller: caller.v1.issuing.cards.list_async(options={"api_key": "nonsense"}),
    "401 api_key_expired": expired_key,
    "403": lambda caller: caller.v1.issuing.cards.list_async(options={"api_key": "pk_test_stripe_tests"}),
    "404 resource_missing": lambda caller: caller.v1.issuing.cards.retrieve_async("ic_nope"),
    "400 resource_missing": lambda caller: caller.create(),
    "400 parameter_missing": lambda caller: caller.create(currency=None),
    "400 parameter_unknown": lambda caller: caller.create(foo="1"),
    "400 parameter_invalid_empty": lambda caller: caller.create(type=""),
    "400 parameter_invalid_integer": lambda caller: caller.create(exp_month="abc"),
    "400 email_invalid": lambda caller: caller.holder(email="nobody"),
    "400 country_unsupported": lambda caller: caller.holder(billing={"address": {**ADA["billing"]["address"], "country": "Atlantis"}}),
    "400 url_invalid": lambda caller: caller.v1.webhook_endpoints.create_async({"url": "nowhere", "enabled_events": ["*"]}),
    "400 property_expansion_max_depth": lambda caller: caller.v1.issuing.cards.list_async({"expand": ["cardholder.a.b.c.d"]}),
    "400 idempotency_error": other_parameters,
    "409 idempotency_key_in_use": in_flight,
    "429 rate_limit": armed(fault="rate_limit"),
    "500": armed(error="Unavailable"),
}


def documented() -> list[str]:
    section = DOCUMENT.read_text(encoding="utf-8").partition("## Errors on demand")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\d{3}[^`]*)`", section, re.MULTILINE)


def test_every_documented_error_is_tried() -> None:
    assert documented() == list(WAYS)


@pytest.mark.parametrize("promised", WAYS)
async def test_a_documented_error_is_met_as_the_documentation_says(
    connection: tuple[stripe.StripeClient, WitnessedClient], phone: Phone, receiver: Receiver, promised: str
) -> None:
    with pytest.raises(stripe.StripeError) as refused:
        await WAYS[promised](Caller(connection, phone, receiver))

    body: Any = refused.value.json_body
    error = body["error"]
    named = error["type"] if error["type"] in TYPES and "code" not in error else error.get("code", "")
    assert f"{refused.value.http_status} {named}".strip() == promised
