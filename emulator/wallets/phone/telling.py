"""What a wallet tells with a card that it adds: of its phone, its account, the cardholder, and what it thinks of them."""

from typing import Any, Final

from emulator.core.provisioning.circumstances import Circumstances, Wallet
from emulator.wallets.apps import App
from emulator.wallets.checks.case import Presented
from emulator.wallets.devices import Phone

# From 1 to 5; which phone deserves which is the wallets' own secret, so everybody is trusted well (our own choice).
TRUST: Final = 4


def circumstances(app: App, phone: Phone, card: Presented) -> Circumstances:
    """Return what the wallet says: it would approve whom the issuer vouches for, and have everybody else verified."""
    return Circumstances(wallet=Wallet(f"{app.wallet}_pay"), device=phone.told, advice=_advice(phone, card))


def _advice(phone: Phone, card: Presented) -> dict[str, Any]:
    advice = {
        "account_id": phone.account,
        "account_trust_score": TRUST,
        "card_number_source": "app" if card.vouched else "manual",
        "cardholder_name": card.holder,
        "device_trust_score": TRUST,
        "suggested_decision": "approve" if card.vouched else "require_auth",
    }
    return {name: value for name, value in advice.items() if value is not None}
