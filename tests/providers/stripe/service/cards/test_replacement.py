"""Replacing cards: which keep their number, and when the old one gives its place up."""

from typing import Any

import pytest
import stripe

from emulator.config import Settings
from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import ADDRESS

PHYSICAL = {"currency": "usd", "type": "physical", "shipping": {"name": "Ada Sample", "address": ADDRESS}}
VIRTUAL = {"currency": "usd", "type": "virtual"}


async def number(issuing: Any, card: Any) -> Any:
    return (await issuing.cards.retrieve_async(card.id, {"expand": ["number"]})).number


async def test_an_expired_card_keeps_its_number_and_is_canceled_when_the_new_one_is_activated(issuing: Any, card: Any) -> None:
    order = {**VIRTUAL, "replacement_for": card.id, "replacement_reason": "expired", "exp_month": 1, "exp_year": 2040}

    new = await issuing.cards.create_async(order)
    before = await issuing.cards.retrieve_async(card.id)
    await issuing.cards.update_async(new.id, {"status": "active"})

    after = await issuing.cards.retrieve_async(card.id)
    assert (new.cardholder.id, await number(issuing, new)) == (card.cardholder.id, await number(issuing, card))
    assert (before.status, before.replaced_by, after.status, after.cancellation_reason) == ("active", new.id, "canceled", None)
    assert (new.replacement_for, new.replacement_reason, new.exp_year) == (card.id, "expired", 2040)


async def test_a_lost_card_gets_a_new_number(issuing: Any, ada: Any, card: Any) -> None:
    await issuing.cards.update_async(card.id, {"status": "canceled", "cancellation_reason": "lost"})

    new = await issuing.cards.create_async({**VIRTUAL, "cardholder": ada.id, "replacement_for": card.id, "replacement_reason": "lost"})

    assert await number(issuing, new) != await number(issuing, card)


async def test_a_chain_of_replacements_can_be_expanded(issuing: Any, card: Any) -> None:
    new = await issuing.cards.create_async({**VIRTUAL, "replacement_for": card.id, "replacement_reason": "expired"})

    shown = await issuing.cards.retrieve_async(new.id, {"expand": ["replacement_for.replaced_by"]})

    assert (shown.replacement_for.id, shown.replacement_for.replaced_by.id) == (card.id, new.id)


@pytest.mark.parametrize(
    ("reason", "canceled_for", "param"),
    [
        ("lost", None, "replacement_for"),
        ("lost", "stolen", "replacement_for"),
        ("stolen", "lost", "replacement_for"),
        ("expired", "lost", "replacement_for"),
        ("damaged", None, "replacement_reason"),
    ],
)
async def test_a_card_that_cannot_be_replaced_for_this_reason_is_refused(
    issuing: Any, card: Any, reason: str, canceled_for: str | None, param: str
) -> None:
    if canceled_for:
        await issuing.cards.update_async(card.id, {"status": "canceled", "cancellation_reason": canceled_for})

    with pytest.raises(stripe.InvalidRequestError) as refused:
        await issuing.cards.create_async({**VIRTUAL, "replacement_for": card.id, "replacement_reason": reason})

    assert refused.value.param == param


async def test_a_damaged_physical_card_keeps_its_number(issuing: Any, ada: Any) -> None:
    old = await issuing.cards.create_async({**PHYSICAL, "cardholder": ada.id, "status": "active"})

    new = await issuing.cards.create_async({**PHYSICAL, "replacement_for": old.id, "replacement_reason": "damaged"})

    assert (new.last4, (await issuing.cards.retrieve_async(old.id)).replaced_by) == (old.last4, new.id)


async def test_passkit_knows_the_new_card_by_what_it_knew_the_old_one_by(issuing: Any, phone: Phone, card: Any) -> None:
    await phone.add(card.id)

    new = await issuing.cards.create_async({**VIRTUAL, "replacement_for": card.id, "replacement_reason": "expired"})

    known = (await issuing.cards.retrieve_async(card.id)).wallets.primary_account_identifier
    assert known
    assert new.wallets.primary_account_identifier == known


class TestWithTokensThatGo:
    """Tokens end with the card that is replaced."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, stripe_replaced_tokens="delete")

    async def test_the_new_card_takes_no_tokens_over(self, issuing: Any, phone: Phone, card: Any) -> None:
        await phone.add(card.id)
        new = await issuing.cards.create_async({**VIRTUAL, "replacement_for": card.id, "replacement_reason": "expired"})

        await issuing.cards.update_async(new.id, {"status": "active"})

        tokens = [(await issuing.tokens.list_async({"card": one.id})).data for one in (card, new)]
        assert [[token.status for token in each] for each in tokens] == [["deleted"], []]
