"""What the test helpers make of a design."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.sdk import ADDRESS, WitnessedClient

pytestmark = pytest.mark.exercises(
    "stripe.activate_personalization_design",
    "stripe.deactivate_personalization_design",
    "stripe.reject_personalization_design",
)

WHY = {"rejection_reasons": {"card_logo": ["promotional_material"]}}
# From docs.stripe.com/issuing/cards/physical/customize: what each step makes of a design in each state.
ALLOWED = {
    ("activate", "review"): "active",
    ("activate", "inactive"): "active",
    ("deactivate", "active"): "inactive",
    ("reject", "review"): "rejected",
}
WAYS: dict[str, tuple[str, ...]] = {
    "review": (),
    "active": ("activate",),
    "inactive": ("activate", "deactivate"),
    "rejected": ("reject",),
}
TOLD = {"activate": "activated", "deactivate": "deactivated", "reject": "rejected"}


@pytest.fixture
def helpers(connection: tuple[stripe.StripeClient, WitnessedClient]) -> Any:
    """The test helpers of designs."""
    return connection[0].v1.test_helpers.issuing.personalization_designs


async def done(helpers: Any, design: str, step: str) -> Any:
    """Do one step."""
    return await getattr(helpers, f"{step}_async")(design, WHY if step == "reject" else {})


@pytest.mark.parametrize("before", WAYS)
@pytest.mark.parametrize("step", TOLD)
async def test_a_design_moves_as_the_table_says(issuing: Any, events: Any, helpers: Any, custom: Any, before: str, step: str) -> None:
    design = await issuing.personalization_designs.create_async({"physical_bundle": custom.id})
    for earlier in WAYS[before]:
        await done(helpers, design.id, earlier)

    if (step, before) in ALLOWED:
        after = await done(helpers, design.id, step)
        assert after.status == ALLOWED[step, before]
        assert (await events.list_async()).data[0].type == f"issuing_personalization_design.{TOLD[step]}"
        assert await issuing.personalization_designs.retrieve_async(design.id) == after
    else:
        with pytest.raises(
            stripe.InvalidRequestError, match=f"You cannot {step} this personalization design because its status is {before}"
        ):
            await done(helpers, design.id, step)


async def test_a_rejection_says_why(issuing: Any, helpers: Any, custom: Any) -> None:
    design = await issuing.personalization_designs.create_async({"physical_bundle": custom.id})

    await done(helpers, design.id, "reject")

    after = await issuing.personalization_designs.retrieve_async(design.id)
    assert after.rejection_reasons.to_dict() == {"card_logo": ["promotional_material"], "carrier_text": []}


async def test_a_rejection_needs_reasons(issuing: Any, helpers: Any, custom: Any) -> None:
    design = await issuing.personalization_designs.create_async({"physical_bundle": custom.id})

    with pytest.raises(stripe.InvalidRequestError, match="Missing required param: rejection_reasons"):
        await helpers.reject_async(design.id, {})


async def test_a_physical_card_looks_like_the_default(issuing: Any, helpers: Any, custom: Any, ada: Any) -> None:
    design = await issuing.personalization_designs.create_async({"physical_bundle": custom.id, "preferences": {"is_default": True}})
    await done(helpers, design.id, "activate")

    card = await issuing.cards.create_async(
        {"cardholder": ada.id, "currency": "usd", "type": "physical", "shipping": {"name": "Ada", "address": ADDRESS}}
    )

    assert card.personalization_design == design.id
