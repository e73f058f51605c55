"""Stripe asks whether a card may pay, and is answered as its documentation wants."""

import json
from typing import Any

import pytest

from emulator.issuer_app.bootstrap import IssuerApp
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.storage import cards
from emulator.issuer_app.storage.models import Account, VirtualCard

from ..conftest import Client
from .test_webhooks import signed

PATH = "/stripe/authorizations"
SECRET = "whsec_of_the_endpoint"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings that know the endpoint's secret."""
    return settings.model_copy(update={"stripe_realtime_secret": SECRET})


@pytest.fixture(autouse=True)
async def _a_card_of_stripe(app: IssuerApp, card: VirtualCard) -> None:
    await app.database.run(lambda session: setattr(cards.find_card(session, str(card.id)), "provider", "stripe"))


def event(amount: int, **card: Any) -> dict[str, Any]:
    told = {"last4": "1001", "exp_month": 11, "exp_year": 2029, **card}
    request = {"amount": amount, "currency": "usd", "is_amount_controllable": False}
    purchase = {"id": "iauth_1", "object": "issuing.authorization", "card": told, "pending_request": request}
    return {"id": "evt_1", "object": "event", "type": "issuing_authorization.request", "data": {"object": purchase}}


async def asked(client: Client, *args: Any, **card: Any) -> tuple[bool, str]:
    async with client.post(PATH, data=(body := json.dumps(event(*args, **card))), headers=signed(body, SECRET)) as answer:
        assert (answer.status, answer.content_type, answer.headers["Stripe-Version"]) == (200, "application/json", "2026-10-28.endive")
        told = await answer.json()
        return told["approved"], told["metadata"]["issuer_rule"]


async def balance(app: IssuerApp) -> int:
    account: Account = await app.database.run(lambda session: cards.find_account(session, "1"))
    return account.balance


async def test_purchases_are_approved_while_the_money_lasts(client: Client, app: IssuerApp) -> None:
    answers = [await asked(client, amount) for amount in (60, 60, 40, 1)]

    assert answers == [(True, "funds_last"), (False, "not_enough_money"), (True, "funds_last"), (False, "not_enough_money")]
    assert await balance(app) == 0


@pytest.mark.parametrize("told", [{"last4": "9999"}, {"exp_month": 12}, {"exp_year": 2030}])
async def test_a_card_that_is_not_ours_may_not_pay(client: Client, app: IssuerApp, told: dict[str, Any]) -> None:
    assert (await asked(client, 1, **told), await balance(app)) == ((False, "unknown_card"), 100)


async def test_an_event_of_another_kind_is_refused(client: Client) -> None:
    body = json.dumps({"id": "evt_1", "object": "event", "type": "issuing_card.created", "data": {"object": {}}})

    async with client.post(PATH, data=body, headers=signed(body, SECRET)) as answer:
        assert answer.status == 422


async def test_what_another_secret_signed_is_refused(client: Client, app: IssuerApp) -> None:
    body = json.dumps(event(60))

    async with client.post(PATH, data=body, headers=signed(body, "whsec_other")) as answer:
        assert (answer.status, await balance(app)) == (400, 100)
