"""What Stripe makes of a cardholder."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import WitnessedClient


async def screened(phone: Phone, finding: str) -> list[str]:
    """Have Stripe find something out about the newest cardholder."""
    done: list[str] = (await phone.post("triggers", event="stripe.cardholder_screened", fields={"finding": finding}))["done"]
    return done


@pytest.mark.parametrize(
    ("finding", "status", "disabled", "reason"),
    [
        ("blocked", "blocked", None, "cardholder_blocked"),
        ("listed", "active", "listed", "cardholder_verification_required"),
        ("rejected.listed", "active", "rejected.listed", "cardholder_verification_required"),
        ("under_review", "active", "under_review", "cardholder_verification_required"),
    ],
)
async def test_what_is_found_out_declines_every_purchase_until_it_is_cleared_up(
    connection: tuple[stripe.StripeClient, WitnessedClient],
    issuing: Any,
    card: Any,
    phone: Phone,
    finding: str,
    status: str,
    disabled: str | None,
    reason: str,
) -> None:
    purchases = connection[0].v1.test_helpers.issuing.authorizations
    pay: Any = {"card": card.id, "amount": 100}

    done = await screened(phone, finding)
    found = await issuing.cardholders.retrieve_async(card.cardholder.id)
    declined = await purchases.create_async(pay)
    await screened(phone, "cleared")
    approved = await purchases.create_async(pay)

    assert done == [f"{found.id} is {status}; {disabled or 'nothing'} disables its cards"]
    assert (found.status, found.requirements.disabled_reason) == (status, disabled)
    assert (declined.request_history[0].reason, approved.approved) == (reason, True)


async def test_what_stripe_has_found_no_update_takes_back(issuing: Any, ada: Any, events: Any, phone: Phone) -> None:
    await screened(phone, "under_review")

    after = await issuing.cardholders.update_async(ada.id, {"email": "ada@example.com"})

    assert after.requirements.disabled_reason == "under_review"
    told = (await events.list_async({"type": "issuing_cardholder.updated"})).data
    assert [event.data.previous_attributes.to_dict().keys() for event in told] == [{"email"}, {"requirements"}]
