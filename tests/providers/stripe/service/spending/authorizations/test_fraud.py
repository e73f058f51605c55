"""Fraud challenges: the cardholder is asked whether it was they who paid."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.sdk import ADA
from tests.providers.stripe.service.spending.conftest import Pay, Told

RISKY = {"risk_assessment": {"fraud_risk": {"level": "highest"}}}


@pytest.mark.exercises("stripe.respond_to_fraud_challenge")
@pytest.mark.parametrize(("confirmed", "status", "approved"), [(True, "verified", True), (False, "rejected", False)])
async def test_a_purchase_that_its_cardholder_vouches_for_can_be_repeated(
    issuing: Any, pay: Pay, helpers: Any, told: Told, confirmed: bool, status: str, approved: bool
) -> None:
    declined = await pay(900, **RISKY)
    await helpers.authorizations.respond_async(declined.id, {"confirmed": confirmed})

    read, again, other = await issuing.authorizations.retrieve_async(declined.id), await pay(900, **RISKY), await pay(901, **RISKY)

    assert (declined.fraud_challenges[0].status, read.fraud_challenges[0].status) == ("pending", status)
    assert (again.approved, again.verified_by_fraud_challenge, other.approved) == (approved, approved or None, False)
    assert (await told(declined.id))[1:] == ["issuing_authorization.updated"]
    warning = (await issuing.cards.retrieve_async(declined.card.id)).latest_fraud_warning
    assert (warning.type, bool(warning.started_at)) == ((None, False) if confirmed else ("user_indicated_fraud", True))


async def test_without_a_phone_nobody_can_be_asked(issuing: Any, helpers: Any) -> None:
    holder = await issuing.cardholders.create_async({name: value for name, value in ADA.items() if name != "phone_number"})
    card = await issuing.cards.create_async({"cardholder": holder.id, "currency": "usd", "type": "virtual", "status": "active"})

    (challenge,) = (await helpers.authorizations.create_async({"card": card.id, "amount": 1, **RISKY})).fraud_challenges

    assert (challenge.status, challenge.undeliverable_reason) == ("undeliverable", "no_phone_number")


async def test_who_was_not_asked_cannot_answer(pay: Pay, helpers: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="its status is not set"):
        await helpers.authorizations.respond_async((await pay()).id, {"confirmed": True})


async def test_an_answer_is_given_once(pay: Pay, helpers: Any) -> None:
    declined = await pay(**RISKY)
    await helpers.authorizations.respond_async(declined.id, {"confirmed": False})

    with pytest.raises(stripe.InvalidRequestError, match="its status is rejected"):
        await helpers.authorizations.respond_async(declined.id, {"confirmed": True})
