"""Whether wallets take a card follows from how its holder can be reached."""

from typing import Any

import pytest

from emulator.config import Settings
from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import ADA


@pytest.mark.parametrize(
    ("contacts", "eligible"),
    [({"email", "phone_number"}, True), ({"email"}, True), ({"phone_number"}, True), (set(), False)],
)
async def test_a_holder_must_be_reached(issuing: Any, contacts: set[str], eligible: bool) -> None:
    unreachable = {name: value for name, value in ADA.items() if name not in {"email", "phone_number"} - contacts}
    holder = await issuing.cardholders.create_async(unreachable)

    card = await issuing.cards.create_async({"cardholder": holder.id, "currency": "usd", "type": "virtual"})

    expected = {"eligible": eligible, "ineligible_reason": None if eligible else "missing_cardholder_contact"}
    assert (card.wallets.apple_pay.to_dict(), card.wallets.google_pay.to_dict()) == (expected, expected)


class TestWithoutAgreements:
    """The account has signed with nobody, and Google is not there yet."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, stripe_apple_pay="missing_agreement", stripe_google_pay="unsupported_region")

    async def test_cards_say_what_is_missing_and_go_into_no_wallet(self, issuing: Any, card: Any, phone: Phone) -> None:
        reasons = {"apple_pay": card.wallets.apple_pay, "google_pay": card.wallets.google_pay}

        for wallet, said in reasons.items():
            with pytest.raises(AssertionError, match=said.ineligible_reason):
                await phone.add(card.id, wallet=wallet)

        shown = [(said.eligible, said.ineligible_reason) for said in reasons.values()]
        assert shown == [(False, "missing_agreement"), (False, "unsupported_region")]
        assert (await issuing.tokens.list_async({"card": card.id})).data == []
