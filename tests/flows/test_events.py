"""Events are made to happen with the user's own tokens, and an app without an endpoint awaits and verifies them."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from prometheus_client.parser import text_string_to_metric_families

from emulator.config import Settings
from tests.providers.mdes.caller import Caller
from tests.providers.vts.caller import Caller as Visa

Client = TestClient[web.BaseRequest, web.Application]
Admin = Callable[..., Awaitable[Any]]


@pytest.fixture
def settings() -> Settings:
    return Settings(database="sqlite://", seed=1)


@pytest.fixture
def admin(client: Client) -> Admin:
    async def call(method: str, path: str, body: Any = None, **query: Any) -> Any:
        answer = await client.request(method, f"/_emulator/{path}", json=body, params=query)
        assert answer.status < 300, await answer.text()
        return await answer.json()

    return call


@pytest.fixture
async def boxed(client: Client, admin: Admin) -> None:
    """The demo issuer lets its messages be sent to an inbox."""
    url = f"{client.make_url('/')}_emulator/inbox/bank"
    (issuer, *_) = (await admin("GET", "parties/issuers"))["issuers"]
    await admin("PUT", f"parties/issuers/{issuer['id']}", {**{k: v for k, v in issuer.items() if k != "id"}, "callback_url": url})


@pytest.mark.usefixtures("boxed")
async def test_a_suspension_by_the_issuer_is_awaited_in_an_inbox(client: Client, admin: Admin) -> None:
    reference = (await Caller(client).tokenize()).opened["tokenUniqueReference"]
    await admin("POST", "outbox/deliver")
    before = await admin("GET", "inboxes/bank")

    fired = await admin("POST", "triggers", {"event": "token.suspended_by_issuer"})
    came = await admin("GET", "inboxes/bank", wait=5, after=before["messages"][-1]["number"])

    assert fired["done"] == [f"{reference} was active and is suspended"]
    assert came["complete"]
    assert came["messages"][0]["path"].endswith("/notifyTokenUpdated")
    assert reference in came["messages"][0]["body"]["text"]
    assert (await admin("DELETE", "inboxes/bank"))["messages"] >= 3


async def test_a_replaced_card_takes_its_tokens_along(client: Client, admin: Admin) -> None:
    reference = (await Caller(client).tokenize()).opened["tokenUniqueReference"]

    fired = await admin("POST", "triggers", {"event": "card.replaced", "fields": {"expiry": "1233"}})

    assert len(fired["done"]) == 2
    assert fired["done"][1] == f"{reference} follows it"
    (card,) = (await admin("GET", "cards"))["cards"]
    assert card["pan"].endswith(fired["done"][0][-4:])


async def test_visa_tokens_are_suspended_paid_with_and_follow_a_new_card(client: Client, admin: Admin) -> None:
    visa = Visa(client)
    requestors_own = await visa.token()

    (added,) = (await admin("POST", "triggers", {"event": "token.added", "fields": {"path": "green"}}))["done"]
    (paid,) = (await admin("POST", "triggers", {"event": "token.paid", "fields": {"amount": 725}}))["done"]
    replaced = (await admin("POST", "triggers", {"event": "card.replaced"}))["done"]
    for token in (await admin("GET", "tokens"))["tokens"]:
        await admin("POST", "triggers", {"event": "token.suspended_by_issuer", "fields": {"token": token["reference"]}})

    assert added.startswith("apple_pay APPROVED: ")
    assert added.endswith(" is active")
    assert (paid.startswith("payment 1 of "), paid.endswith(" was approved")) == (True, True)
    assert len(replaced) == 3
    assert await visa.status(requestors_own) == "SUSPENDED"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"event": "token.suspended_by_issuer"}, 404, "unknown_token"),
        ({"event": "card.replaced"}, 404, "unknown_card"),
        ({"event": "moon.fell_down"}, 404, "unknown_event"),
        ({"event": "card.replaced", "fields": {"colour": "red"}}, 422, "invalid_field"),
        ({"event": "token.deleted_by_wallet", "fields": {"token": "none"}}, 404, "unknown_token"),
    ],
)
async def test_what_cannot_happen_is_refused(client: Client, body: Any, status: int, code: str) -> None:
    answer = await client.post("/_emulator/triggers", json=body)

    assert (answer.status, (await answer.json())["code"]) == (status, code)


async def test_every_event_says_what_it_takes(admin: Admin) -> None:
    triggers = (await admin("GET", "triggers"))["triggers"]

    assert {"token.suspended_by_issuer", "token.deleted_by_wallet", "card.replaced"} <= {one["event"] for one in triggers}
    assert all(one["summary"] and all(one["fields"].values()) for one in triggers)


async def test_an_inbox_takes_anything_from_anybody_and_keeps_it_as_it_came(client: Client, admin: Admin) -> None:
    sent = {"Host": "hooks.example", "Origin": "https://elsewhere.example", "X-Signature": "t=1"}

    answer = await client.post("/_emulator/inbox/app/deep/down?a=1", data=b"\xff\x00", headers=sent)

    assert answer.status == 200
    (message,) = (await admin("GET", "inboxes/app"))["messages"]
    assert (message["method"], message["path"], message["query"]) == ("POST", "/deep/down", "a=1")
    assert (message["body"], message["headers"]["x-signature"]) == ({"encoding": "base64", "text": "/wA="}, "t=1")


async def test_figures_are_served_as_prometheus_reads_them(client: Client) -> None:
    await Caller(client).tokenize()

    answer = await client.get("/_emulator/metrics")
    families = {family.name: family for family in text_string_to_metric_families(await answer.text())}

    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert {"emulator_exchanges", "emulator_unit_seconds", "emulator_outbox_pending"} <= set(families)
    tokenized = [one for one in families["emulator_exchanges"].samples if one.labels.get("operation") == "tokenize"]
    assert tokenized[0].value == 1
