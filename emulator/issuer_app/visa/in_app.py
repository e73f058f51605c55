"""Visa In-App Provisioning: a card is enrolled, and Visa makes the payload that each wallet wants."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from ..errors import BadWalletSession, ProviderRefused
from ..providers import CardInClear, JsonObject, Pushed, SessionWallet
from ..wallets.handed import AppleHanded, Handed, PushHanded
from ..wallets.makers import APPLE_NEEDS, PUSH_NEEDS, AppleMaker
from .fields import sealed
from .gateway import NAME, Gateway

CARDS: Final = "/universal/core/cards"
PAYLOADS: Final = "/inapp/provisioning/cardData"
PRODUCTS: Final[Mapping[str, str]] = {"google_pay": "googlePay", "samsung_pay": "samsungPay"}
APPLE_MEMBERS: Final = ("activationData", "encryptedPassData", "ephemeralPublicKey")

# How long a card's id is kept before the card is enrolled again.
VALIDITY: Final = timedelta(minutes=15)

INSTRUCTIONS: Final[Mapping[str, str]] = {
    "google_pay": "Pass the text of opaquePaymentCard, as UTF-8 bytes, to Google Pay's push tokenize request "
    "with network and token service provider 4 (Visa).",
    "samsung_pay": "Pass opaquePaymentCard to Samsung Pay's add-card request as its payload, with the provider VI.",
    "apple_pay": "Decode the three values from base64 into PKAddPaymentPassRequest, while the sheet waits.",
}

# The phone of whoever asks without having one: a payload for it opens, and fits no other phone.
DEMO_PHONE: Final = PushHanded("", "emulated-account-000001", "emulated-phone-0000001")


@dataclass(frozen=True, slots=True, repr=False)
class InApp:
    """Visa as a provider of wallet payloads. `now` gives UTC time; `apple` checks the chains that Visa never sees whole."""

    gateway: Gateway
    apple: AppleMaker
    now: Callable[[], datetime]

    @property
    def wallets(self) -> Mapping[str, SessionWallet]:
        """Payload makers by wallet; Google Pay comes first."""
        pushed = {name: SessionWallet(partial(self._opaque_card, name), INSTRUCTIONS[name], unasked=DEMO_PHONE) for name in PRODUCTS}
        return {**pushed, "apple_pay": SessionWallet(self._apple_pay, INSTRUCTIONS["apple_pay"])}

    async def push(self, card: CardInClear, token_requestor_id: str) -> Pushed:
        """Enrol the card; the same card has the same id each time. Raises as `Provider.push` says."""
        asked_at = self.now()
        return Pushed(await self.enroll(card), asked_at + VALIDITY, {})

    async def enroll(self, card: CardInClear) -> str:
        """Return Visa's id of the card (vCardID)."""
        return _text(await self.gateway.post(CARDS, {"encCard": self._sealed(card)}), "vCardID")

    async def opaque_card(self, card_id: str, wallet: str, handed: PushHanded) -> str:
        """Return the opaque payment card for a wallet on a device."""
        message = {
            "vCardID": card_id,
            "deviceID": handed.device,
            "clientCustomerID": handed.account,
            **({"clientAppID": handed.app} if handed.app else {}),
        }
        return _text(await self.gateway.post(f"{PAYLOADS}/{PRODUCTS[wallet]}", message), "opaquePaymentCard")

    async def apple_data(self, card_id: str, handed: AppleHanded) -> JsonObject:
        """Return what Apple Pay wants: activationData, encryptedPassData and ephemeralPublicKey, in base64.

        Visa is sent the leaf alone. Raises UntrustedChain when the chain does not hold.
        """
        message = {
            "vCardID": card_id,
            "deviceCert": self.apple.leaf(handed),
            "nonce": base64.b64encode(handed.nonce).decode(),
            "nonceSignature": base64.b64encode(handed.nonce_signature).decode(),
        }
        return _members(await self.gateway.post(f"{PAYLOADS}/applePay", message), APPLE_MEMBERS)

    async def _opaque_card(self, wallet: str, card: CardInClear, handed: Handed | None) -> JsonObject:
        if not isinstance(handed, PushHanded):
            raise BadWalletSession(PUSH_NEEDS)
        return {"opaquePaymentCard": await self.opaque_card(await self.enroll(card), wallet, handed)}

    async def _apple_pay(self, card: CardInClear, handed: Handed | None) -> JsonObject:
        if not isinstance(handed, AppleHanded):
            raise BadWalletSession(APPLE_NEEDS)
        return await self.apple_data(await self.enroll(card), handed)

    def _sealed(self, card: CardInClear) -> str:
        plain = {
            "accountNumber": card.pan.reveal(),
            "expirationDate": {"month": card.expiry_month, "year": str(card.exp_year)},
            "nameOnCard": card.holder,
        }
        return sealed(plain, key_id=self.gateway.secrets.key_id, secret=self.gateway.secrets.key_secret)


def _members(answer: JsonObject, names: Sequence[str]) -> JsonObject:
    return {name: _text(answer, name) for name in names}


def _text(answer: JsonObject, name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str):
        raise ProviderRefused(NAME, f"its answer has no {name}", None)
    return value
