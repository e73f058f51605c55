"""The app is asked in real time: what it may say, and what is decided when it says nothing of use."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest
import stripe
from aiohttp import web

from emulator.config import Settings
from emulator.core.context import House
from emulator.providers.stripe.service.spending.authorizations.endpoint import Endpoint, put
from tests.outbound.receiver import Receiver
from tests.providers.stripe.sdk import world_of
from tests.providers.stripe.service.spending.conftest import Money, Pay, Told
from tests.witness.stripe_objects import breaches

SECRET = "whsec_of_the_tests"
VERSION = {"Stripe-Version": "2026-10-28.endive"}
Listen = Callable[..., Awaitable[None]]


def says(answer: Any, *, status: int = 200, headers: dict[str, str] = VERSION, content_type: str = "application/json") -> web.Response:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    return web.Response(status=status, text=text, headers=headers, content_type=content_type)


@pytest.fixture
def settings() -> Settings:
    # The app has 2 seconds by Stripe's own limit; nobody waits so long for a test.
    return Settings(database="sqlite://", seed=1, question_seconds=0.5)


@pytest.fixture
def app(receiver: Receiver) -> Receiver:
    return receiver


@pytest.fixture
async def listen(house: House, app: Receiver, card: Any) -> Listen:
    """Make the app the endpoint of the account, with an answer in hand."""

    async def begin(*answers: web.Response, on_failure: str = "decline", url: str = app.url) -> None:
        async def silent(_unit: Any, _event: Any) -> None: ...

        async def work(unit: Any) -> None:
            await put(unit, Endpoint(url, SECRET, on_failure))

        app.answers.extend(answers)
        await house.store.unit(await world_of(house), silent, work)

    return begin


@pytest.mark.exercises("stripe.issuing_authorization_request")
async def test_the_app_reads_a_signed_event_about_the_pending_purchase(listen: Listen, app: Receiver, pay: Pay) -> None:
    await listen(says({"approved": True}))

    paid = await pay(1_999)

    (heard,) = app.heard
    event = stripe.Webhook.construct_event(heard.body, heard.headers["Stripe-Signature"], SECRET)
    shown = event.data.object
    assert (event.type, event.request.id, breaches(json.loads(heard.body))) == ("issuing_authorization.request", None, [])
    assert breaches(json.loads(heard.body)["data"]["object"]) == []
    assert SECRET.encode() not in heard.body
    assert (shown.id, shown.amount, shown.merchant_amount, shown.approved, shown.status) == (paid.id, 0, 0, False, "pending")
    assert (shown.pending_request.amount, shown.pending_request.is_amount_controllable, shown.request_history) == (1_999, False, [])


@pytest.mark.parametrize(
    ("answer", "approved", "reason"),
    [({"approved": True}, True, "webhook_approved"), ({"approved": False}, False, "webhook_declined")],
)
async def test_what_the_app_says_is_done(
    listen: Listen, pay: Pay, told: Told, money: Money, answer: dict[str, Any], approved: bool, reason: str
) -> None:
    await listen(says(answer))

    paid = await pay(1_000)

    assert (paid.approved, paid.request_history[0].reason, paid.pending_request, paid.amount) == (approved, reason, None, 1_000)
    assert (await told(paid.id))[-1] == "issuing_authorization.created"
    assert await money() == (999_000 if approved else 1_000_000)


async def test_amount_and_metadata_of_the_answer_are_taken(listen: Listen, pay: Pay, money: Money) -> None:
    await listen(says({"approved": True, "amount": 400, "metadata": {"order": "A-1"}}))

    paid = await pay(1_000, is_amount_controllable=True)

    assert (paid.amount, paid.request_history[0].amount, paid.metadata.to_dict()) == (400, 400, {"order": "A-1"})
    assert await money() == 999_600


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (partial(says, {"approved": True}, status=201), "its status is 201"),
        (partial(says, {"approved": True}, headers={}), "it names no API version"),
        (partial(says, {"approved": True}, headers={"Stripe-Version": "1999-01-01"}), "it names no API version"),
        (partial(says, {"approved": True}, content_type="text/html"), "its content type is not JSON"),
        (partial(says, "approved"), "the body is not JSON"),
        (partial(says, []), "it is no JSON object"),
        (partial(says, {}), "approved: Field required"),
        (partial(says, {"approved": "yes"}), "approved: Input should be a valid boolean"),
        (partial(says, {"approved": True, "amount": 0}), "amount: Input should be greater than 0"),
        (partial(says, {"approved": True, "amount": 5}), "the amount of this request cannot be controlled"),
    ],
)
@pytest.mark.parametrize("on_failure", ["approve", "decline"])
async def test_what_is_no_answer_leaves_it_to_the_settings(
    listen: Listen, pay: Pay, answer: Callable[[], web.Response], message: str, on_failure: str
) -> None:
    await listen(answer(), on_failure=on_failure)

    (row,) = (await pay()).request_history

    assert (row.approved, row.reason) == (on_failure == "approve", "webhook_error")
    assert message in row.reason_message


@pytest.mark.parametrize("on_failure", ["approve", "decline"])
async def test_a_silent_app_leaves_it_to_the_settings(listen: Listen, app: Receiver, pay: Pay, on_failure: str) -> None:
    await listen(on_failure=on_failure)
    app.open.clear()

    (row,) = (await pay()).request_history

    assert (row.approved, row.reason) == (on_failure == "approve", "webhook_timeout")


async def test_an_app_that_is_not_there_is_an_error(listen: Listen, pay: Pay) -> None:
    await listen(url="http://127.0.0.1:1")

    (row,) = (await pay()).request_history

    assert (row.reason, "cannot be reached" in row.reason_message) == ("webhook_error", True)


async def test_nobody_is_asked_about_what_the_checks_decline(listen: Listen, app: Receiver, pay: Pay, told: Told) -> None:
    await listen()

    declined = await pay(2_000_000)

    assert (declined.request_history[0].reason, app.heard) == ("insufficient_funds", [])
    assert await told(declined.id) == ["issuing_authorization.created"]


async def test_the_app_is_asked_about_the_additional_amount_alone(listen: Listen, app: Receiver, pay: Pay, helpers: Any) -> None:
    await listen(says({"approved": True}), says({"approved": False}))
    paid = await pay(1_000)

    more = await helpers.authorizations.increment_async(paid.id, {"increment_amount": 300})

    asked = json.loads(app.heard[1].body)["data"]["object"]
    assert (asked["pending_request"]["amount"], asked["approved"]) == (300, True)
    assert (more.amount, [row.reason for row in more.request_history]) == (1_000, ["webhook_approved", "webhook_declined"])


async def test_a_repeated_purchase_asks_once(listen: Listen, app: Receiver, helpers: Any, card: Any, money: Money) -> None:
    await listen(says({"approved": True}))
    order = {"card": card.id, "amount": 700}

    first, second = [await helpers.authorizations.create_async(order, {"idempotency_key": "once"}) for _ in range(2)]

    assert (first.id, len(app.heard), await money()) == (second.id, 1, 999_300)


@pytest.mark.exercises("stripe.approve_authorization", "stripe.decline_authorization")
@pytest.mark.parametrize(("action", "approved"), [("approve", True), ("decline", False)])
async def test_the_api_can_answer_while_the_app_is_asked(
    listen: Listen, app: Receiver, issuing: Any, pay: Pay, action: str, approved: bool
) -> None:
    await listen(says({"approved": not approved}))
    app.open.clear()
    buying = asyncio.create_task(pay(1_000))
    await app.arrived.wait()
    asked = json.loads(app.heard[0].body)["data"]["object"]["id"]

    decided = await getattr(issuing.authorizations, f"{action}_async")(asked, {"metadata": {"by": "api"}})
    app.open.set()
    paid = await buying

    assert decided == paid
    assert (paid.approved, paid.metadata["by"], paid.request_history[0].reason) == (approved, "api", f"webhook_{action}d")


async def test_money_that_has_gone_meanwhile_cannot_be_approved(listen: Listen, app: Receiver, pay: Pay, helpers: Any, card: Any) -> None:
    await listen(says({"approved": True}))
    app.open.clear()
    buying = asyncio.create_task(pay(1_000_000))
    await app.arrived.wait()

    await helpers.transactions.create_force_capture_async({"card": card.id, "amount": 1})
    app.open.set()

    assert (await buying).request_history[0].reason == "insufficient_funds"
