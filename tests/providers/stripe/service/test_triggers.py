"""Events that a developer makes happen are read by Stripe's own SDK."""

from typing import Any

import pytest
import stripe
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import WitnessedClient, world_of

Client = TestClient[web.BaseRequest, web.Application]


async def test_a_purchase_is_made_with_the_newest_active_card(issuing: Any, card: Any, phone: Phone) -> None:
    fired = await phone.post("triggers", event="stripe.purchase", fields={"amount": "2350", "category": "bakeries", "merchant": "Bread"})

    (made,) = (await issuing.authorizations.list_async()).data
    assert fired["done"] == [f"{made.id} of {card.id} was approved: {made.request_history[-1].reason}"]
    assert (made.card.id, made.approved, made.amount) == (card.id, True, 2_350)
    assert (made.merchant_data.category, made.merchant_data.name) == ("bakeries", "Bread")


async def test_a_purchase_beyond_the_balance_says_why_it_was_declined(issuing: Any, card: Any, phone: Phone) -> None:
    fired = await phone.post("triggers", event="stripe.purchase", fields={"card": card.id, "amount": 99_999_999})

    (made,) = (await issuing.authorizations.list_async()).data
    assert not made.approved
    assert fired["done"] == [f"{made.id} of {card.id} was declined: {made.request_history[-1].reason}"]


async def test_a_lost_card_is_replaced_by_one_with_another_number(issuing: Any, card: Any, phone: Phone) -> None:
    await phone.add(card.id)

    fired = await phone.post("triggers", event="stripe.card_replaced")

    lost = await issuing.cards.retrieve_async(card.id)
    new = await issuing.cards.retrieve_async(lost.replaced_by)
    assert (lost.status, lost.cancellation_reason) == ("canceled", "lost")
    assert (new.status, new.replacement_for, new.replacement_reason) == ("active", card.id, "lost")
    assert fired["done"] == [f"{lost.id} was canceled as lost", f"{new.id}, ending in {new.last4}, replaces it"]
    assert [token.status for token in (await issuing.tokens.list_async({"card": card.id})).data] == ["deleted"]


async def test_a_sign_of_fraud_appears_on_the_newest_card(issuing: Any, card: Any, phone: Phone) -> None:
    fired = await phone.post("triggers", event="stripe.fraud_suspected", fields={"type": "card_testing_exposure"})

    assert fired["done"] == [f"{card.id} carries a fraud warning: card_testing_exposure"]
    assert (await issuing.cards.retrieve_async(card.id)).latest_fraud_warning.type == "card_testing_exposure"


@pytest.mark.parametrize("status", ["won", "lost"])
async def test_a_submitted_dispute_ends(
    connection: tuple[stripe.StripeClient, WitnessedClient], issuing: Any, card: Any, phone: Phone, status: str
) -> None:
    helpers = connection[0].v1.test_helpers.issuing
    held = await helpers.authorizations.create_async({"card": card.id, "amount": 2_350})
    paid = (await helpers.authorizations.capture_async(held.id)).transactions[0]
    evidence: Any = {"reason": "fraudulent", "fraudulent": {"explanation": "It was not me."}}
    dispute = await issuing.disputes.create_async({"transaction": paid.id, "evidence": evidence})
    await issuing.disputes.submit_async(dispute.id)

    fired = await phone.post("triggers", event="stripe.dispute_decided", fields={"status": status})

    assert fired["done"] == [f"{dispute.id} was {status}"]
    assert (await issuing.disputes.retrieve_async(dispute.id)).status == status


async def test_a_token_of_the_newest_card_pays(issuing: Any, card: Any, phone: Phone) -> None:
    added = await phone.post("triggers", event="token.added", fields={"card": card.id, "wallet": "google_pay"})
    paid = await phone.post("triggers", event="token.paid", fields={"amount": 725})

    (token,) = (await issuing.tokens.list_async({"card": card.id})).data
    assert (token.status, token.wallet_provider) == ("active", "google_pay")
    assert added["done"][0].startswith("google_pay APPROVED: ")
    assert paid["done"][0].endswith("was approved")


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("event", ["stripe.purchase", "stripe.card_replaced", "stripe.dispute_decided"])
@pytest.mark.parametrize("fields", [{}, {"none": "no_such"}])
async def test_what_cannot_happen_is_refused(house: House, client: Client, event: str, fields: dict[str, str]) -> None:
    named = {"dispute" if "dispute" in event else "card": value for value in fields.values()}

    answer = await client.post("/_emulator/triggers", json={"namespace": await world_of(house), "event": event, "fields": named})

    assert (answer.status, (await answer.json())["code"]) == (404, "unknown_object")
