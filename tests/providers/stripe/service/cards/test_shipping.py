"""The way of a physical card to its holder."""

from typing import Any

import pytest
import stripe

from emulator.providers.stripe.service.cards.shipping import DELIVER, FAIL, RETURN, SHIP, SUBMIT
from tests.providers.stripe.sdk import ADDRESS

pytestmark = pytest.mark.exercises(
    "stripe.deliver_card",
    "stripe.fail_card",
    "stripe.return_card",
    "stripe.ship_card",
    "stripe.submit_card",
)

STEPS = ("submit", "ship", "deliver", "return_card", "fail")
# From docs.stripe.com/issuing/cards/physical: what each test helper makes of a shipment in each state.
ALLOWED = {
    ("pending", "submit"): "submitted",
    ("pending", "ship"): "shipped",
    ("submitted", "ship"): "shipped",
    ("shipped", "deliver"): "delivered",
    ("shipped", "return_card"): "returned",
    ("shipped", "fail"): "failure",
}
WAY_TO = {
    "pending": (),
    "submitted": ("submit",),
    "shipped": ("ship",),
    "delivered": ("ship", "deliver"),
    "returned": ("ship", "return_card"),
    "failure": ("ship", "fail"),
}


@pytest.fixture
def helpers(connection: Any) -> Any:
    return connection[0].v1.test_helpers.issuing.cards


async def issued(issuing: Any, ada: Any, **shipping: Any) -> Any:
    given = {"name": "Ada Sample", "address": ADDRESS, **shipping}
    return await issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "physical", "shipping": given})


async def moved(helpers: Any, card: Any, *steps: str) -> Any:
    for step in steps:
        card = await getattr(helpers, f"{step}_async" if step == "return_card" else f"{step}_card_async")(card.id)
    return card


@pytest.mark.parametrize("status", WAY_TO)
@pytest.mark.parametrize("step", STEPS)
async def test_a_shipment_moves_only_as_published(issuing: Any, ada: Any, helpers: Any, status: str, step: str) -> None:
    card = await moved(helpers, await issued(issuing, ada), *WAY_TO[status])

    if (status, step) in ALLOWED:
        assert (await moved(helpers, card, step)).shipping.status == ALLOWED[status, step]
    else:
        with pytest.raises(stripe.InvalidRequestError, match=f"this card because its shipping status is {status}"):
            await moved(helpers, card, step)


async def test_what_a_shipment_knows_comes_with_its_moves(issuing: Any, ada: Any, helpers: Any) -> None:
    pending = await issued(issuing, ada)
    shipped = await moved(helpers, pending, "ship")
    delivered = await moved(helpers, shipped, "deliver")

    assert (pending.shipping.carrier, pending.shipping.eta, pending.shipping.tracking_number) == (None, None, None)
    assert shipped.shipping.carrier == "usps"
    assert shipped.shipping.tracking_url.endswith(shipped.shipping.tracking_number)
    assert shipped.shipping.shipped_at < shipped.shipping.eta
    assert (shipped.shipping.delivered_at, delivered.shipping.delivered_at is not None) == (None, True)


async def test_a_virtual_card_is_not_shipped(helpers: Any, card: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="its shipping status is not set"):
        await moved(helpers, card, "ship")


async def test_callers_of_old_versions_cannot_submit(issuing: Any, ada: Any, helpers: Any) -> None:
    card = await issued(issuing, ada)

    with pytest.raises(stripe.InvalidRequestError, match=r"needs Stripe-Version 2024-09-30\.acacia"):
        await helpers.submit_card_async(card.id, options={"stripe_version": "2024-06-20"})


@pytest.mark.parametrize(("service", "signed"), [("standard", False), ("express", True), ("priority", True)])
async def test_a_fast_shipment_is_signed_for(issuing: Any, ada: Any, service: str, signed: bool) -> None:
    card = await issued(issuing, ada, service=service)

    assert card.shipping.require_signature is signed


@pytest.mark.parametrize(
    ("mode", "normalized", "result"),
    [
        ("disabled", None, None),
        ("normalization_only", "100 SAMPLE STREET", None),
        ("validation_and_normalization", "100 SAMPLE STREET", "likely_deliverable"),
    ],
)
async def test_an_address_is_validated_as_far_as_asked(
    issuing: Any, ada: Any, mode: str, normalized: str | None, result: str | None
) -> None:
    validation = (await issued(issuing, ada, address_validation={"mode": mode})).shipping.address_validation

    assert (validation.mode, validation.result) == (mode, result)
    assert (validation.normalized_address and validation.normalized_address.line1) == normalized


async def test_bulk_shipments_to_europe_need_a_number_for_customs(issuing: Any, ada: Any) -> None:
    europe = {"type": "bulk", "address": {**ADDRESS, "country": "ES"}}

    with pytest.raises(stripe.InvalidRequestError) as refused:
        await issued(issuing, ada, **europe)

    accepted = await issued(issuing, ada, **europe, customs={"eori_number": "ES123"})
    assert (refused.value.param, accepted.shipping.customs.eori_number) == ("shipping[customs][eori_number]", "ES123")


async def test_an_address_can_be_corrected_until_the_card_has_left(issuing: Any, ada: Any, helpers: Any) -> None:
    card = await issued(issuing, ada)
    there = {"shipping": {"name": "Ada", "address": {**ADDRESS, "line1": "2 New Street"}}}

    corrected = await issuing.cards.update_async(card.id, there)
    await moved(helpers, card, "ship")

    assert (corrected.shipping.address.line1, corrected.shipping.status) == ("2 New Street", "pending")
    with pytest.raises(stripe.InvalidRequestError, match="its shipping status is shipped"):
        await issuing.cards.update_async(card.id, there)


def test_every_step_has_a_test() -> None:
    assert {move.action for move in (SUBMIT, SHIP, DELIVER, RETURN, FAIL)} == {step.removesuffix("_card") for step in STEPS}
