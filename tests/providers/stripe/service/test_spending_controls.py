"""Spending controls: merged, cleared, and of each pair only one."""

from typing import Any

import pytest
import stripe

from emulator.config import Settings

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


class TestWithADailyLimit:
    """Whoever sets no limits has one."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, stripe_daily_limit=50_000)

    async def test_a_card_without_limits_has_the_usual_one_and_can_be_freed_of_it(self, issuing: Any, ada: Any, card: Any) -> None:
        wish = {"cardholder": ada.id, "currency": "usd", "type": "virtual", "spending_controls": {"spending_limits": [LIMIT]}}
        own = await issuing.cards.create_async(wish)

        freed = await changed(issuing, card, {"spending_limits": ""})

        assert [limit.to_dict() for limit in card.spending_controls.spending_limits] == [
            {"amount": 50_000, "categories": [], "interval": "daily"}
        ]
        assert [limit.amount for limit in own.spending_controls.spending_limits] == [500]
        assert freed["spending_limits"] == []
