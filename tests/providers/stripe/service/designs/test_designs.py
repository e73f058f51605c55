"""Personalization designs: what is kept, what goes together, and what there is but one of."""

import io
from typing import Any

import pytest
import stripe

pytestmark = pytest.mark.exercises(
    "stripe.create_personalization_design",
    "stripe.list_personalization_designs",
    "stripe.retrieve_personalization_design",
    "stripe.update_personalization_design",
)

TEXT = {"header_title": "Welcome", "header_body": "Activate your card in the app"}


async def test_a_new_design_is_in_review_and_read_back(issuing: Any, events: Any, custom: Any, logo: Any) -> None:
    design = await issuing.personalization_designs.create_async(
        {"physical_bundle": custom.id, "card_logo": logo.id, "carrier_text": TEXT, "name": "Mine", "metadata": {"a": "b"}}
    )

    assert await issuing.personalization_designs.retrieve_async(design.id) == design
    assert (design.status, design.name, design.card_logo, design.physical_bundle) == ("review", "Mine", logo.id, custom.id)
    assert design.carrier_text.to_dict() == {"footer_body": None, "footer_title": None, **TEXT}
    assert (await events.list_async()).data == []


async def test_a_change_is_read_back_and_announced(issuing: Any, events: Any, custom: Any) -> None:
    design = await issuing.personalization_designs.create_async({"physical_bundle": custom.id, "name": "Old", "carrier_text": TEXT})

    await issuing.personalization_designs.update_async(design.id, {"name": "New", "carrier_text": "", "metadata": {"c": "d"}})

    after = await issuing.personalization_designs.retrieve_async(design.id)
    (told,) = (await events.list_async()).data
    assert (after.name, after.carrier_text, after.metadata.to_dict()) == ("New", None, {"c": "d"})
    assert (told.type, told.data.previous_attributes.name) == ("issuing_personalization_design.updated", "Old")


async def test_a_lookup_key_belongs_to_one_design(issuing: Any, custom: Any) -> None:
    wanted = {"physical_bundle": custom.id, "lookup_key": "spring"}
    first = await issuing.personalization_designs.create_async(wanted)
    with pytest.raises(stripe.InvalidRequestError, match="already exists"):
        await issuing.personalization_designs.create_async(wanted)

    second = await issuing.personalization_designs.create_async({**wanted, "transfer_lookup_key": True})

    found = (await issuing.personalization_designs.list_async({"lookup_keys": ["spring", "autumn"]})).data
    assert [design.id for design in found] == [second.id]
    assert (await issuing.personalization_designs.retrieve_async(first.id)).lookup_key is None


async def test_one_design_is_the_default(issuing: Any, custom: Any) -> None:
    default = {"physical_bundle": custom.id, "preferences": {"is_default": True}}
    first, second = [await issuing.personalization_designs.create_async(default) for _ in range(2)]

    assert [design.id for design in (await issuing.personalization_designs.list_async({"preferences": {"is_default": True}})).data] == [
        second.id
    ]
    await issuing.personalization_designs.update_async(first.id, {"preferences": {"is_default": True}})
    assert not (await issuing.personalization_designs.retrieve_async(second.id)).preferences.is_default


async def test_bundle_and_logo_can_be_expanded(issuing: Any, custom: Any, logo: Any) -> None:
    design = await issuing.personalization_designs.create_async(
        {"physical_bundle": custom.id, "card_logo": logo.id, "expand": ["physical_bundle", "card_logo"]}
    )

    assert (design.physical_bundle, design.card_logo) == (custom, logo)


async def test_a_rejected_design_is_reviewed_again_when_what_is_printed_changes(
    connection: tuple[stripe.StripeClient, object], issuing: Any, custom: Any
) -> None:
    helpers = connection[0].v1.test_helpers.issuing.personalization_designs
    design = await issuing.personalization_designs.create_async({"physical_bundle": custom.id})
    await helpers.reject_async(design.id, {"rejection_reasons": {"carrier_text": ["inappropriate"]}})

    renamed = await issuing.personalization_designs.update_async(design.id, {"name": "New"})
    printed = await issuing.personalization_designs.update_async(design.id, {"carrier_text": TEXT})

    assert (renamed.status, printed.status, printed.rejection_reasons.carrier_text) == ("rejected", "review", [])


@pytest.mark.parametrize(
    ("changes", "param", "message"),
    [
        ({"physical_bundle": "ics_nope"}, "physical_bundle", "No such issuing physical bundle: 'ics_nope'"),
        ({"card_logo": "file_nope"}, "card_logo", "No such file upload: 'file_nope'"),
        ({"lookup_key": "x" * 201}, "lookup_key", "Invalid string: xxxx...xxxx; must be at most 200 characters"),
        ({"physical_bundle": None}, "physical_bundle", "Missing required param: physical_bundle."),
    ],
)
async def test_a_design_that_cannot_be_is_refused(issuing: Any, custom: Any, changes: dict[str, Any], param: str, message: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await issuing.personalization_designs.create_async({"physical_bundle": custom.id, **changes})

    assert (refused.value.param, refused.value.user_message) == (param, message)


@pytest.mark.parametrize("feature", ["card_logo", "carrier_text"])
async def test_a_bundle_takes_what_it_supports(issuing: Any, standard: Any, logo: Any, feature: str) -> None:
    printed = {"card_logo": logo.id, "carrier_text": TEXT}

    with pytest.raises(stripe.InvalidRequestError, match=f"does not support {feature}"):
        await issuing.personalization_designs.create_async({"physical_bundle": standard.id, feature: printed[feature]})


async def test_a_logo_is_a_file_for_logos(issuing: Any, connection: tuple[stripe.StripeClient, object], custom: Any) -> None:
    file = await connection[0].v1.files.create_async({"purpose": "dispute_evidence", "file": io.BytesIO(b"x")})

    with pytest.raises(stripe.InvalidRequestError, match="purpose must be issuing_logo or business_logo"):
        await issuing.personalization_designs.create_async({"physical_bundle": custom.id, "card_logo": file.id})
