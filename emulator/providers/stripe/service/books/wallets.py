"""Whether a card can go into a wallet, which follows from whom it belongs to."""

from typing import Any

# Without phone and e-mail nobody can be sent the code that a wallet asks for (docs.stripe.com/issuing/cards/digital-wallets).
NO_CONTACT = "missing_cardholder_contact"


def with_eligibility(card: dict[str, Any]) -> dict[str, Any]:
    """Return a card, its cardholder included, that says whether wallets take it."""
    holder, wallets = card["cardholder"], card["wallets"]
    if not isinstance(holder, dict) or holder["phone_number"] or holder["email"]:
        return card
    refused = {"eligible": False, "ineligible_reason": NO_CONTACT}
    return {**card, "wallets": {**wallets, "apple_pay": refused, "google_pay": refused}}
