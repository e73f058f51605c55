"""Spending controls: merged, cleared, and of each pair only one."""

from typing import Any

import pytest
import stripe

LIMIT = {"amount": 500, "interval": "daily"}


async def changed(issuing: Any, card: Any, *changes: dict[str, Any]) -> Any:
    """Make the changes one after another, and return what is read back."""
    for change in changes:
        await issuing.cards.update_async(card.id, {"spending_controls": change})
    return (await issuing.cards.retrieve_async(card.id)).spending_controls.to_dict()


async def test_what_is_not_named_stays(issuing: Any, card: Any) -> None:
    controls = await changed(issuing, card, {"blocked_categories": ["bakeries"]}, {"spending_limits": [LIMIT]})

    assert controls["blocked_categories"] == ["bakeries"]
    assert controls["spending_limits"] == [{**LIMIT, "categories": []}]
    assert controls["spending_limits_currency"] == "usd"


@pytest.mark.parametrize("name", ["blocked_categories", "allowed_merchant_countries", "blocked_card_presences"])
async def test_the_empty_string_clears(issuing: Any, card: Any, name: str) -> None:
    values = {"blocked_categories": ["bakeries"], "allowed_merchant_countries": ["US"], "blocked_card_presences": ["present"]}

    controls = await changed(issuing, card, {name: values[name]}, {name: ""})

    assert controls[name] is None


async def test_a_limit_can_be_taken_away(issuing: Any, card: Any) -> None:
    controls = await changed(issuing, card, {"spending_limits": [LIMIT]}, {"spending_limits": ""})

    assert (controls["spending_limits"], controls["spending_limits_currency"]) == ([], None)


@pytest.mark.parametrize("kind", ["categories", "merchant_countries", "card_presences"])
async def test_of_a_pair_only_one_is_set(issuing: Any, card: Any, kind: str) -> None:
    values = {"categories": ["bakeries"], "merchant_countries": ["US"], "card_presences": ["present"]}
    await changed(issuing, card, {f"allowed_{kind}": values[kind]})

    with pytest.raises(stripe.InvalidRequestError, match=f"You cannot specify both allowed_{kind} and blocked_{kind}"):
        await changed(issuing, card, {f"blocked_{kind}": values[kind]})


async def test_one_of_a_pair_can_take_the_others_place(issuing: Any, card: Any) -> None:
    first, second = {"allowed_categories": ["bakeries"]}, {"allowed_categories": "", "blocked_categories": ["bakeries"]}

    controls = await changed(issuing, card, first, second)

    assert (controls["allowed_categories"], controls["blocked_categories"]) == (None, ["bakeries"])


async def test_an_unknown_category_is_refused(issuing: Any, card: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await changed(issuing, card, {"blocked_categories": ["unicorns"]})

    assert refused.value.param == "spending_controls[blocked_categories][0]"
