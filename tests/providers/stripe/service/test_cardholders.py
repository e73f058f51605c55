"""Cardholders: what is kept of them, what changes, and what is missing before their cards can be used."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.sdk import ADA, ADDRESS, PERSON, WitnessedClient

pytestmark = pytest.mark.exercises(
    "stripe.create_cardholder",
    "stripe.list_cardholders",
    "stripe.retrieve_cardholder",
    "stripe.update_cardholder",
)


def without(person: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**ADA, "individual": {name: value for name, value in person.items() if name not in names}}


async def test_a_cardholder_is_read_back_as_it_was_made(issuing: Any, ada: Any) -> None:
    read = await issuing.cardholders.retrieve_async(ada.id)

    assert read == ada
    assert (read.name, read.individual.dob.year, read.billing.address.line2) == ("Ada Sample", 1990, None)
    assert read.requirements.to_dict() == {"disabled_reason": None, "past_due": []}


@pytest.mark.parametrize(
    ("given", "past_due"),
    [
        (without(PERSON, "first_name"), ["individual.first_name"]),
        (
            without(PERSON, "card_issuing"),
            ["individual.card_issuing.user_terms_acceptance.date", "individual.card_issuing.user_terms_acceptance.ip"],
        ),
        (without(PERSON, "dob"), ["individual.dob.day", "individual.dob.month", "individual.dob.year"]),
        ({**without(PERSON, "dob", "card_issuing"), "billing": {"address": {**ADDRESS, "country": "DE"}}}, []),
        ({"name": "Sample Ops Ltd", "type": "company", "billing": {"address": ADDRESS}}, ["company.tax_id"]),
        ({"name": "Sample Ops Ltd", "type": "company", "company": {"tax_id": "x"}, "billing": {"address": ADDRESS}}, []),
    ],
)
async def test_what_is_missing_is_said(issuing: Any, given: dict[str, Any], past_due: list[str]) -> None:
    holder = await issuing.cardholders.create_async(given)

    assert holder.requirements.past_due == past_due
    assert holder.requirements.disabled_reason == ("requirements.past_due" if past_due else None)


async def test_a_tax_id_is_never_shown(issuing: Any, http: WitnessedClient) -> None:
    await issuing.cardholders.create_async(
        {"name": "Ops", "type": "company", "company": {"tax_id": "12-3456789"}, "billing": {"address": ADDRESS}}
    )

    assert http.body["company"] == {"tax_id_provided": True}
    assert "3456789" not in str(http.body)


async def test_an_update_changes_what_it_names_and_nothing_else(issuing: Any, ada: Any) -> None:
    changes = {"phone_number": "+1 (217) 555-0199", "status": "inactive", "preferred_locales": ["fr"]}

    updated = await issuing.cardholders.update_async(ada.id, {**changes, "individual": {"last_name": "Lovelace"}})

    assert (updated.individual.first_name, updated.individual.last_name) == ("Ada", "Lovelace")
    assert (updated.phone_number, updated.status, updated.preferred_locales) == ("+12175550199", "inactive", ["fr"])
    assert (updated.email, updated.individual.dob, updated.created) == (ada.email, ada.individual.dob, ada.created)
    assert await issuing.cardholders.retrieve_async(ada.id) == updated


async def test_what_was_missing_can_be_brought(issuing: Any) -> None:
    holder = await issuing.cardholders.create_async(without(PERSON, "card_issuing", "first_name"))

    updated = await issuing.cardholders.update_async(
        holder.id, {"individual": {"first_name": "Ada", "card_issuing": PERSON["card_issuing"]}}
    )

    assert updated.requirements.disabled_reason is None


async def test_metadata_is_merged_unset_and_cleared(issuing: Any, ada: Any) -> None:
    first = await issuing.cardholders.update_async(ada.id, {"metadata": {"a": "1", "b": "2"}})
    second = await issuing.cardholders.update_async(ada.id, {"metadata": {"a": "", "c": "3"}})
    third = await issuing.cardholders.update_async(ada.id, {"metadata": ""})

    assert [dict(each.metadata.to_dict()) for each in (first, second, third)] == [{"a": "1", "b": "2"}, {"b": "2", "c": "3"}, {}]


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"name": "Ada 2nd!"}, "name"),
        ({"name": "A" * 25}, "name"),
        ({"individual": {**PERSON, "first_name": "R2D2"}}, "individual[first_name]"),
        ({"individual": {**PERSON, "first_name": "\u0410da"}}, "individual[first_name]"),
        ({"individual": {**PERSON, "dob": {"day": 31, "month": 2, "year": 1990}}}, "individual[dob]"),
        ({"individual": {**PERSON, "dob": {"day": 1, "month": 2, "year": 2024}}}, "individual[dob][year]"),
        ({"individual": {**PERSON, "verification": {"document": {"front": "file_nope"}}}}, "individual[verification][document][front]"),
        ({"email": "nobody"}, "email"),
        ({"phone_number": "call me"}, "phone_number"),
        ({"billing": {"address": {**ADDRESS, "country": "Utopia"}}}, "billing[address][country]"),
        ({"preferred_locales": ["tlh"]}, "preferred_locales[0]"),
        (
            {"spending_controls": {"allowed_categories": ["bakeries"], "blocked_categories": ["caterers"]}},
            "spending_controls[blocked_categories]",
        ),
    ],
)
async def test_what_cannot_be_is_refused(issuing: Any, changes: dict[str, Any], param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await issuing.cardholders.create_async({**ADA, **changes})

    assert (refused.value.http_status, refused.value.param) == (400, param)


async def test_an_unknown_cardholder_is_missing(issuing: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await issuing.cardholders.retrieve_async("ich_nope")

    assert (refused.value.http_status, refused.value.code, refused.value.param) == (404, "resource_missing", "cardholder")
    assert "No such issuing cardholder: 'ich_nope'" in str(refused.value)


async def test_cardholders_are_found_by_what_they_are(issuing: Any, ada: Any) -> None:
    ops = await issuing.cardholders.create_async({"name": "Ops", "type": "company", "status": "inactive", "billing": {"address": ADDRESS}})

    searches = ({"email": ada.email}, {"phone_number": ada.phone_number}, {"status": "active"}, {"type": "individual"}, {"type": "company"})
    found = [[holder.id for holder in (await issuing.cardholders.list_async(search)).data] for search in searches]

    assert found == [[ada.id]] * 4 + [[ops.id]]
