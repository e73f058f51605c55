"""What keeps a purchase from being approved, and in which order it is looked at."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from emulator.core.context import House
from emulator.providers.stripe.service.books.kinds import CARDHOLDER
from tests.providers.stripe.sdk import ADDRESS, world_of
from tests.providers.stripe.service.spending.conftest import Later, Money, Pay, Told
from tests.witness.stripe_objects import schema

HIGHEST = {"fraud_risk": {"level": "highest"}}


async def reason_of(purchase: Any) -> str:
    (row,) = purchase.request_history
    assert (purchase.approved, row.approved, purchase.status, row.authorization_code) == (False, False, "closed", None)
    return str(row.reason)


@pytest.mark.parametrize(("status", "reason"), [("inactive", "card_inactive"), ("canceled", "card_canceled")])
async def test_a_card_that_is_not_active_cannot_pay(issuing: Any, card: Any, pay: Pay, status: str, reason: str) -> None:
    await issuing.cards.update_async(card.id, {"status": status})

    assert await reason_of(await pay()) == reason


async def test_an_expired_card_cannot_pay(pay: Pay, later: Later) -> None:
    await later(4 * 366)

    assert await reason_of(await pay()) == "card_expired"


async def test_the_card_of_an_inactive_cardholder_cannot_pay(issuing: Any, ada: Any, pay: Pay) -> None:
    await issuing.cardholders.update_async(ada.id, {"status": "inactive"})

    assert await reason_of(await pay()) == "cardholder_inactive"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "blocked"}, "cardholder_blocked"),
        ({"requirements": {"disabled_reason": "under_review", "past_due": []}}, "cardholder_verification_required"),
    ],
)
async def test_what_stripe_holds_against_a_cardholder_declines(
    house: House, ada: Any, pay: Pay, changes: Mapping[str, Any], reason: str
) -> None:
    async def change(unit: Any) -> None:
        holder = await unit.documents.hold(CARDHOLDER.kind, ada.id)
        await unit.documents.save(CARDHOLDER.kind, ada.id, {**holder, **changes})

    async def silent(_unit: Any, _event: Any) -> None: ...

    await house.store.unit(await world_of(house), silent, change)

    assert await reason_of(await pay()) == reason


async def test_more_than_there_is_cannot_be_spent(pay: Pay, money: Money) -> None:
    assert await reason_of(await pay(1_000_001)) == "insufficient_funds"
    assert ((await pay(1_000_000)).approved, await money()) == (True, 0)


@pytest.mark.parametrize(
    ("controls", "purchase"),
    [
        ({"allowed_categories": ["bakeries"]}, {"merchant_data": {"category": "airlines_air_carriers"}}),
        ({"blocked_categories": ["bakeries"]}, {"merchant_data": {"category": "bakeries"}}),
        ({"allowed_merchant_countries": ["US"]}, {"merchant_data": {"country": "FR"}}),
        ({"blocked_merchant_countries": ["FR"]}, {"merchant_data": {"country": "FR"}}),
        ({"allowed_card_presences": ["present"]}, {"authorization_method": "online"}),
        ({"blocked_card_presences": ["present"]}, {"authorization_method": "chip"}),
    ],
)
@pytest.mark.parametrize("whose", ["cards", "cardholders"])
async def test_controls_of_card_and_cardholder_decline(
    issuing: Any, card: Any, ada: Any, pay: Pay, whose: str, controls: dict[str, Any], purchase: dict[str, Any]
) -> None:
    owner = {"cards": card.id, "cardholders": ada.id}[whose]
    await getattr(issuing, whose).update_async(owner, {"spending_controls": controls})

    declined = await reason_of(await pay(**purchase))
    await getattr(issuing, whose).update_async(owner, {"spending_controls": dict.fromkeys(controls, "")})

    assert (declined, (await pay(**purchase)).approved) == ("spending_controls", True)


@pytest.mark.parametrize(
    ("purchase", "reason"),
    [
        ({"verification_data": {"cvc_check": "mismatch"}}, "verification_failed"),
        ({"verification_data": {"expiry_check": "mismatch"}}, "verification_failed"),
        ({"verification_data": {"three_d_secure": {"result": "failed"}}}, "verification_failed"),
        ({"risk_assessment": HIGHEST}, "suspected_fraud"),
        ({"risk_assessment": {"card_testing_risk": {"level": "highest"}}}, "suspected_fraud"),
    ],
)
async def test_what_looks_wrong_is_declined(pay: Pay, purchase: dict[str, Any], reason: str) -> None:
    assert await reason_of(await pay(**purchase)) == reason


async def test_the_checks_come_in_the_published_order(issuing: Any, ada: Any, card: Any, pay: Pay) -> None:
    # docs.stripe.com/issuing/controls/real-time-authorizations: card and cardholder, balance, spending controls, fraud.
    controls = {"spending_controls": {"blocked_categories": ["bakeries"]}}
    await issuing.cards.update_async(card.id, {"status": "inactive", **controls})
    worst = {"amount": 2_000_000, "merchant_data": {"category": "bakeries"}, "risk_assessment": HIGHEST}

    reasons = [await reason_of(await pay(**worst))]
    await issuing.cards.update_async(card.id, {"status": "active"})
    reasons.append(await reason_of(await pay(**worst)))
    reasons.append(await reason_of(await pay(**{**worst, "amount": 1})))
    reasons.append(await reason_of(await pay(risk_assessment=HIGHEST)))

    assert reasons == ["card_inactive", "insufficient_funds", "spending_controls", "suspected_fraud"]


def declines() -> list[str]:
    history = next(field for field in schema()["objects"]["issuing.authorization"] if field["name"] == "request_history")
    words: list[str] = next(field for field in history["children"] if field["name"] == "reason")["enum"]
    return [word for word in words if not word.startswith("webhook_") and word != "card_active"]


@pytest.mark.parametrize("reason", declines())
async def test_a_merchants_name_forces_every_reason_there_is(pay: Pay, reason: str) -> None:
    assert await reason_of(await pay(merchant_data={"name": f"emulator_{reason}"})) == reason


def test_the_documentation_names_every_reason_there_is() -> None:
    document = (Path(__file__).resolve().parents[6] / "docs" / "providers" / "stripe_spending.md").read_text(encoding="utf-8")
    passage = document.partition("let the merchant's name say so")[2].partition("\n\n")[0]

    assert sorted(set(re.findall(r"`([a-z_]+)`", passage))) == sorted(declines())


async def test_a_declined_purchase_holds_nothing_and_is_told_of(pay: Pay, money: Money, told: Told) -> None:
    declined = await pay(500, merchant_data={"name": "emulator_pin_blocked"})

    assert (declined.amount, declined.balance_transactions, await money()) == (500, [], 1_000_000)
    assert await told(declined.id) == ["issuing_authorization.created"]


async def test_a_company_of_which_something_is_missing_cannot_pay(issuing: Any, helpers: Any) -> None:
    holder = await issuing.cardholders.create_async(
        {"name": "Ops", "type": "company", "billing": {"address": ADDRESS}, "company": {"tax_id": "1"}}
    )
    card = await issuing.cards.create_async({"cardholder": holder.id, "currency": "usd", "type": "virtual", "status": "active"})

    assert (await helpers.authorizations.create_async({"card": card.id, "amount": 1})).approved
