"""Whether wallets take a card follows from how its holder can be reached."""

from typing import Any

import pytest

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
