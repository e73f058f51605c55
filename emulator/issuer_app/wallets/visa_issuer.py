"""Visa cards whose payloads the issuer makes itself, with the keys that it shares with Visa; nobody is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..providers import CardInClear, JsonObject, Pushed, SessionWallet
from .handed import Handed
from .makers import AppleMaker, visa_push
from .visa_activation import ActivationKey
from .visa_opaque_card import OpaqueCardSecret

# Nothing is kept at Visa, so this is only how long the app calls its own reference good.
VALIDITY: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, repr=False)
class VisaIssuer:
    """The issuer's own keys as a provider of wallet payloads. `now` gives UTC time, `new_id` a fresh id."""

    apple: AppleMaker
    activation: ActivationKey
    opaque_cards: OpaqueCardSecret
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    @property
    def wallets(self) -> Mapping[str, SessionWallet]:
        """Payload makers by wallet; each answers one session."""
        opaque = "Pass the text of opaquePaymentCard, unchanged, to {}."
        return {
            "apple_pay": SessionWallet(
                seal=self._apple_pay,
                instructions="Decode the three values from base64 into PKAddPaymentPassRequest, while the sheet waits.",
            ),
            "google_pay": SessionWallet(
                seal=self._opaque_card,
                instructions=opaque.format("Google Pay's push tokenize request, with network and token service provider 4 (Visa)"),
            ),
            "samsung_pay": SessionWallet(seal=self._opaque_card, instructions=opaque.format("Samsung Pay's addCard")),
        }

    async def push(self, _card: CardInClear, _token_requestor_id: str) -> Pushed:
        """Ask nobody: the reference is the app's own."""
        return Pushed(self.new_id(), self.now() + VALIDITY, {})

    async def _apple_pay(self, card: CardInClear, handed: Handed | None) -> JsonObject:
        return self.apple.visa_encrypted(card, handed, key=self.activation)

    async def _opaque_card(self, card: CardInClear, handed: Handed | None) -> JsonObject:
        return visa_push(card, handed, secret=self.opaque_cards, now=self.now())
