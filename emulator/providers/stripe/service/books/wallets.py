"""Whether a card can go into a wallet, which follows from whom it belongs to."""

from typing import Any

from emulator.config import Settings

# Without phone and e-mail nobody can be sent the code that a wallet asks for (docs.stripe.com/issuing/cards/digital-wallets).
NO_CONTACT = "missing_cardholder_contact"
ELIGIBLE = "eligible"


def wallets(settings: Settings, *, called: str | None) -> dict[str, Any]:
    """Return what wallets make of a new card: what the account's agreements allow; `called` is what PassKit knows its number by."""
    return {
        "apple_pay": _eligibility(settings.stripe_apple_pay),
        "google_pay": _eligibility(settings.stripe_google_pay),
        "primary_account_identifier": called,
    }


def with_eligibility(card: dict[str, Any]) -> dict[str, Any]:
    """Return a card, its cardholder included, that says whether wallets take it."""
    holder, wallets = card["cardholder"], card["wallets"]
    if not isinstance(holder, dict) or holder["phone_number"] or holder["email"]:
        return card
    refused = {"eligible": False, "ineligible_reason": NO_CONTACT}
    return {**card, "wallets": {**wallets, "apple_pay": refused, "google_pay": refused}}


def _eligibility(setting: str) -> dict[str, Any]:
    return {"eligible": setting == ELIGIBLE, "ineligible_reason": None if setting == ELIGIBLE else setting}


def ineligible_for(wallet: str, card: dict[str, Any], holder: dict[str, Any]) -> str | None:
    """Return why a wallet does not take a card; None where it does, or where nobody says what it takes."""
    said = with_eligibility({**card, "cardholder": holder})["wallets"].get(wallet) or {}
    reason: str | None = said.get("ineligible_reason")
    return reason
