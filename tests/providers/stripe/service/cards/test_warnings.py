"""Signs of fraud."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.sdk import WitnessedClient


@pytest.mark.parametrize(("reason", "warning"), [("fraudulent", "fraud_dispute_filed"), ("no_valid_authorization", None)])
async def test_a_dispute_about_fraud_warns(
    connection: tuple[stripe.StripeClient, WitnessedClient], issuing: Any, events: Any, *, card: Any, reason: str, warning: str | None
) -> None:
    paid = await connection[0].v1.test_helpers.issuing.transactions.create_force_capture_async({"card": card.id, "amount": 100})
    evidence: Any = {"reason": reason, reason: {"explanation": "It was not me."}}
    dispute = await issuing.disputes.create_async({"transaction": paid.id, "evidence": evidence})

    await issuing.disputes.submit_async(dispute.id)

    assert (await issuing.cards.retrieve_async(card.id)).latest_fraud_warning.type == warning
    told = (await events.list_async({"type": "issuing_card.updated"})).data
    expected = [{"latest_fraud_warning": {"started_at": None, "type": None}}] if warning else []
    assert [event.data.previous_attributes.to_dict() for event in told] == expected
