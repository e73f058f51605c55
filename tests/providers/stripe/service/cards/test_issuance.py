"""Issuing cards: what a new one is like, and which cannot be issued."""

from typing import Any

import pytest
import stripe

from emulator.core.context import House
from emulator.domain.cards import Expiry
from emulator.domain.pan import Pan, passes_luhn
from tests.providers.stripe.sdk import ADA, ADDRESS, WitnessedClient, world_of

pytestmark = pytest.mark.exercises(
    "stripe.create_card",
    "stripe.list_cards",
    "stripe.retrieve_card",
    "stripe.update_card",
)

VIRTUAL = {"currency": "usd", "type": "virtual"}
PHYSICAL = {"currency": "usd", "type": "physical", "shipping": {"name": "Ada Sample", "address": ADDRESS}}


async def test_a_new_card_is_inactive_and_read_back_as_it_was_made(issuing: Any, ada: Any) -> None:
    card = await issuing.cards.create_async({**VIRTUAL, "cardholder": ada.id, "metadata": {"user": "42"}})

    assert await issuing.cards.retrieve_async(card.id) == card
    assert (card.status, card.brand, card.cardholder.id, card.metadata["user"]) == ("inactive", "Visa", ada.id, "42")


async def test_the_number_and_the_code_are_shown_where_they_are_expanded_on_retrieval(
    issuing: Any, card: Any, http: WitnessedClient
) -> None:
    shown = await issuing.cards.retrieve_async(card.id, {"expand": ["number", "cvc"]})
    await issuing.cards.update_async(card.id, {"expand": ["number", "cvc"]})

    assert passes_luhn(shown.number)
    assert (shown.number[-4:], len(shown.cvc)) == (card.last4, 3)
    assert {"number", "cvc"}.isdisjoint(http.body)


async def test_the_number_of_a_physical_card_is_never_shown(issuing: Any, ada: Any, http: WitnessedClient) -> None:
    card = await issuing.cards.create_async({**PHYSICAL, "cardholder": ada.id})

    await issuing.cards.retrieve_async(card.id, {"expand": ["number", "cvc"]})

    assert {"number", "cvc"}.isdisjoint(http.body)


@pytest.mark.parametrize(
    ("network", "brand", "first"), [("visa", "Visa", "4"), ("mastercard", "MasterCard", "5")]
)  # fmt: skip
async def test_metadata_asks_for_network_and_last_digits(issuing: Any, ada: Any, network: str, brand: str, first: str) -> None:
    wish = {"emulator_last4": "1003", "emulator_network": network}
    one, other = [await issuing.cards.create_async({**VIRTUAL, "cardholder": ada.id, "metadata": wish}) for _ in range(2)]

    numbers = [(await issuing.cards.retrieve_async(card.id, {"expand": ["number"]})).number for card in (one, other)]

    assert (one.brand, one.last4, numbers[0][0], passes_luhn(numbers[0])) == (brand, "1003", first, True)
    assert numbers[0] != numbers[1]


async def test_a_new_card_is_enrolled_in_the_vault(house: House, issuing: Any, card: Any) -> None:
    number = (await issuing.cards.retrieve_async(card.id, {"expand": ["number"]})).number

    vaulted = await house.store.read(await world_of(house), lambda unit: unit.cards.by_pan(Pan(number)))

    assert vaulted is not None
    assert (vaulted.expiry, vaulted.holder) == (Expiry(card.exp_year, card.exp_month), "Ada Sample")


async def test_an_expiry_can_be_chosen(issuing: Any, ada: Any) -> None:
    card = await issuing.cards.create_async({**VIRTUAL, "cardholder": ada.id, "exp_month": 2, "exp_year": 2098})

    assert (card.exp_month, card.exp_year) == (2, 2098)


async def test_a_cardholder_who_cannot_be_reached_keeps_cards_out_of_wallets(issuing: Any, ada: Any) -> None:
    stranger = await issuing.cardholders.create_async({name: value for name, value in ADA.items() if name not in {"email", "phone_number"}})
    card = await issuing.cards.create_async({**VIRTUAL, "cardholder": stranger.id})

    await issuing.cardholders.update_async(stranger.id, {"email": "now@example.com"})

    later = await issuing.cards.retrieve_async(card.id)
    assert card.wallets.apple_pay.to_dict() == {"eligible": False, "ineligible_reason": "missing_cardholder_contact"}
    assert later.wallets.apple_pay.to_dict() == {"eligible": True, "ineligible_reason": None}


async def test_a_limit_is_in_the_cards_currency(issuing: Any, ada: Any) -> None:
    limits = [{"amount": 500, "interval": "daily"}, {"amount": 100, "interval": "weekly", "categories": ["bakeries"]}]
    card = await issuing.cards.create_async(
        {**VIRTUAL, "currency": "eur", "cardholder": ada.id, "spending_controls": {"spending_limits": limits}}
    )

    assert card.spending_controls.spending_limits_currency == "eur"
    assert [limit.categories for limit in card.spending_controls.spending_limits] == [[], ["bakeries"]]


@pytest.mark.parametrize(
    ("changes", "param", "message"),
    [
        ({"cardholder": None}, None, "There is no default cardholder for this account"),
        ({"cardholder": "ich_nope"}, "cardholder", "No such issuing cardholder: 'ich_nope'"),
        ({"currency": "xxx"}, "currency", "Invalid currency: xxx"),
        ({"exp_month": 2}, "exp_year", "Missing required param: exp_year."),
        ({"exp_year": 2098}, "exp_month", "Missing required param: exp_month."),
        ({"exp_month": 1, "exp_year": 2001}, "exp_year", "The card's expiry must lie in the future."),
        ({"type": "physical"}, "shipping", "Missing required param: shipping."),
        ({"metadata": {"emulator_last4": "12"}}, "metadata[emulator_last4]", "emulator_last4 takes four digits."),
        ({"metadata": {"emulator_network": "amex"}}, "metadata[emulator_network]", "emulator_network takes mastercard or visa."),
        ({"personalization_design": "ipcd_nope"}, "personalization_design", "No such issuing personalization design: 'ipcd_nope'"),
        ({"replacement_for": "ic_nope"}, "replacement_reason", "Missing required param: replacement_reason."),
        ({"replacement_reason": "lost"}, "replacement_for", "Missing required param: replacement_for."),
        ({"replacement_reason": "lost", "replacement_for": "ic_nope"}, "replacement_for", "No such issuing card: 'ic_nope'"),
    ],
)
async def test_a_card_that_cannot_be_is_refused(issuing: Any, ada: Any, changes: dict[str, Any], param: str | None, message: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="req_") as refused:
        await issuing.cards.create_async({**VIRTUAL, "cardholder": ada.id, **changes})

    assert (refused.value.http_status, refused.value.param) == (400, param)
    assert refused.value.user_message.startswith(message)


async def test_a_card_cannot_be_active_while_something_is_missing_of_its_holder(issuing: Any) -> None:
    holder = await issuing.cardholders.create_async({"name": "Ops", "type": "company", "billing": {"address": ADDRESS}})

    with pytest.raises(stripe.InvalidRequestError, match=r"outstanding requirements .* company\.tax_id"):
        await issuing.cards.create_async({**VIRTUAL, "cardholder": holder.id, "status": "active"})

    assert (await issuing.cards.list_async({"cardholder": holder.id})).data == []
