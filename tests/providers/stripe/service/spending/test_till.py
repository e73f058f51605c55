"""Cards on phones pay like any other, and the app is asked about it."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from tests.providers.stripe.sdk import world_of
from tests.providers.stripe.service.spending.conftest import Money

Client = TestClient[web.BaseRequest, web.Application]


@pytest.fixture
async def held(house: House, client: Client, issuing: Any, card: Any) -> tuple[str, Any]:
    """The card on a phone, active; the world it is in, and the pass."""
    shown = await issuing.cards.retrieve_async(card.id, {"expand": ["number"]})
    world = await world_of(house)
    expiry = {"expiryMonth": f"{card.exp_month:02d}", "expiryYear": f"{card.exp_year % 100:02d}"}
    typed = {"namespace": world, "wallet": "samsung", "accountNumber": shown.number, **expiry}
    async with client.post("/_emulator/phone/cards", json=typed) as answer:
        added = await answer.json()
    (token,) = (await issuing.tokens.list_async({"card": card.id})).data
    await issuing.tokens.update_async(token.id, {"status": "active"})
    return world, added["card"]


async def tap(client: Client, held: tuple[str, Any], **purchase: Any) -> Any:
    world, card = held
    async with client.post(f"/_emulator/phone/passes/{card['id']}/tap", json={"namespace": world, **purchase}) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


async def test_a_tap_is_an_authorization_of_the_token_that_paid(client: Client, issuing: Any, held: tuple[str, Any], money: Money) -> None:
    before = await money()

    paid = await tap(client, held, amount=1_999, currency="eur", merchant="Corner Shop", merchantCategoryCode="5411")

    made = await issuing.authorizations.retrieve_async(paid["reference"])
    (token,) = (await issuing.tokens.list_async({"card": made.card.id})).data
    assert (made.approved, made.amount, made.token, made.wallet) == (True, 1_999, token.id, "samsung_pay")
    assert (made.merchant_currency, made.currency, made.authorization_method) == ("eur", "usd", "contactless")
    assert (made.merchant_data.name, made.merchant_data.category_code) == ("Corner Shop", "5411")
    assert before - await money() == 1_999


async def test_what_the_balance_cannot_pay_is_declined_with_the_reason(client: Client, held: tuple[str, Any], money: Money) -> None:
    paid = await tap(client, held, amount=await money() + 1, currency="usd")

    assert (paid["approved"], paid["reason"]) == (False, "insufficient_funds")
