"""Cards issued at Stripe, and what a phone's app needs to put them into a wallet (docs.stripe.com/issuing)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from stripe import APIConnectionError, StripeClient, StripeError

from ..errors import BadWalletSession, ProviderRefused, ProviderUnreachable
from ..pan import Pan
from ..providers import CardInClear, JsonObject, Pushed, SessionWallet, Wallet
from ..wallets.handed import AppleHanded, Handed, PushHanded
from ..wallets.makers import APPLE_NEEDS, PUSH_NEEDS

PROVIDER: Final = "stripe"
CURRENCY: Final = "usd"
# The version in which Stripe's mobile libraries read the key; they name it to the app, and the app to its backend.
KEY_VERSION: Final = "2020-08-27"
INSTRUCTIONS: Final[Mapping[str, str]] = {
    "stripe_push": "Hand `ephemeral_key` to Stripe's library in the app as it is; the library asks Stripe for what the wallet needs.",
    "apple_pay": "Decode the three values from base64 into PKAddPaymentPassRequest, while the sheet waits.",
    "google_pay": "Pass the text of opaquePaymentCard, as UTF-8 bytes, to Google Pay's push tokenize request "
    "with the network and token service provider of the card.",
}
# What PassKit wants, by Stripe's names for it (github.com/stripe/stripe-ios).
APPLE_MEMBERS: Final[Mapping[str, str]] = {
    "encryptedPassData": "contents",
    "activationData": "activation_data",
    "ephemeralPublicKey": "ephemeral_public_key",
}

# What Stripe asks of everybody before cards are active; nobody lives there.
ADDRESS: Final[JsonObject] = {"line1": "100 Sample Street", "city": "Springfield", "state": "IL", "postal_code": "62704", "country": "US"}
BORN: Final = {"day": 1, "month": 1, "year": 1990}
TERMS_FROM: Final = "203.0.113.7"


@dataclass(frozen=True, slots=True)
class Issued:
    """A card that Stripe has made: `reference` is Stripe's name for it."""

    reference: str
    card: CardInClear


class StripeIssuing:
    """A customer of Stripe, as `Provider` asks for one."""

    def __init__(self, client: StripeClient, url: str) -> None:
        self._client = client
        self._url = url

    @property
    def wallets(self) -> Mapping[str, Wallet | SessionWallet]:
        """Payload makers by wallet name; Stripe has none for Samsung Pay."""
        return {
            "stripe_push": Wallet(_payload, INSTRUCTIONS["stripe_push"]),
            "apple_pay": SessionWallet(self._apple_pay, INSTRUCTIONS["apple_pay"]),
            "google_pay": SessionWallet(self._google_pay, INSTRUCTIONS["google_pay"]),
        }

    async def issued(self, holder: str, *, last4: str) -> Issued | None:
        """Return the newest active card that was issued with these digits; None when there is none. Raises as `issue`."""
        wanted: Any = {"last4": last4, "status": "active", "limit": 1}
        try:
            page = await self._client.v1.issuing.cards.list_async(wanted)
            return await self._shown(page.data[0].id, holder) if page.data else None
        except StripeError as error:
            raise self._refused(error) from error

    async def number_of(self, reference: str) -> Pan:
        """Return the number of a card that Stripe calls so. Raises as `issue`."""
        try:
            return (await self._shown(reference, "")).card.pan
        except StripeError as error:
            raise self._refused(error) from error

    async def issue(self, holder: str, email: str, *, last4: str, now: datetime) -> Issued:
        """Issue an active virtual card whose number ends so (a wish that the emulator alone grants).

        Raises ProviderUnreachable or ProviderRefused.
        """
        try:
            owner = await self._client.v1.issuing.cardholders.create_async(_holder(holder, email, now))
            wish: Any = {
                "cardholder": owner.id,
                "currency": CURRENCY,
                "type": "virtual",
                "status": "active",
                "metadata": {"emulator_last4": last4},
            }
            made = await self._client.v1.issuing.cards.create_async(wish)
            return await self._shown(made.id, holder)
        except StripeError as error:
            raise self._refused(error) from error

    async def push(self, card: CardInClear, token_requestor_id: str) -> Pushed:
        """Get the key with which an app puts the card into a wallet; Stripe knows the wallet by itself.

        Raises ProviderUnreachable or ProviderRefused.
        """
        try:
            reference = await self._reference(card)
            key = await self._key(reference)
        except StripeError as error:
            raise self._refused(error) from error
        return Pushed(reference, datetime.fromtimestamp(key["expires"], UTC), {"card": reference, "ephemeral_key": key})

    async def _apple_pay(self, card: CardInClear, handed: Handed | None) -> JsonObject:
        if not isinstance(handed, AppleHanded):
            raise BadWalletSession(APPLE_NEEDS)
        given = {"nonce": handed.nonce.hex(), "nonce_signature": handed.nonce_signature.hex()}
        told = await self._details(card, {"ios": {"certificates": list(handed.certificates), **given}})
        return {name: told[member] for name, member in APPLE_MEMBERS.items()}

    async def _google_pay(self, card: CardInClear, handed: Handed | None) -> JsonObject:
        if not isinstance(handed, PushHanded):
            raise BadWalletSession(PUSH_NEEDS)
        wallet = {"wallet_id": handed.account, "hardware_id": handed.device, **({"app_id": handed.app} if handed.app else {})}
        told = await self._details(card, {"google_pay": wallet})
        return {"opaquePaymentCard": told["opaque_payment_card"]}

    async def _details(self, card: CardInClear, wallet: JsonObject) -> JsonObject:
        """Ask for what a wallet needs as Stripe's library in the app does: with the key of this one card."""
        try:
            reference = await self._reference(card)
            options = {"api_key": (await self._key(reference))["secret"], "stripe_version": KEY_VERSION}
            path = f"/v1/issuing/cards/{reference}/push_provisioning_details"
            answer = await self._client.raw_request_async("get", path, **wallet, **options)
        except StripeError as error:
            raise self._refused(error) from error
        told: JsonObject = answer.data
        return told

    async def _key(self, reference: str) -> JsonObject:
        options: Any = {"stripe_version": KEY_VERSION}
        made = await self._client.v1.ephemeral_keys.create_async({"issuing_card": reference}, options)
        key: JsonObject = made.to_dict(recursive=True)
        return key

    async def _shown(self, reference: str, holder: str) -> Issued:
        shown = await self._client.v1.issuing.cards.retrieve_async(reference, {"expand": ["number"]})
        card = CardInClear(Pan(str(shown.number)), shown.exp_month, shown.exp_year, holder, shown.brand.lower(), PROVIDER)
        return Issued(shown.id, card)

    async def _reference(self, card: CardInClear) -> str:
        found: Any = {"last4": card.pan.last4, "exp_month": card.exp_month, "exp_year": card.exp_year, "status": "active"}
        page = await self._client.v1.issuing.cards.list_async(found)
        if not page.data:
            raise ProviderRefused(PROVIDER, "CARD_UNKNOWN", "no active card of this account ends so")
        return page.data[0].id

    def _refused(self, error: StripeError) -> ProviderRefused | ProviderUnreachable:
        if isinstance(error, APIConnectionError):
            return ProviderUnreachable(PROVIDER, self._url)
        return ProviderRefused(PROVIDER, error.code or type(error).__name__, error.user_message)


def _holder(name: str, email: str, now: datetime) -> Any:
    first, _, last = "".join(letter for letter in name if not letter.isdigit()).partition(" ")
    person = {
        "first_name": first,
        "last_name": last.strip() or first,
        "dob": BORN,
        "card_issuing": {"user_terms_acceptance": {"date": int(now.timestamp()), "ip": TERMS_FROM}},
    }
    return {"name": f"{first} {last}".strip(), "email": email, "type": "individual", "individual": person, "billing": {"address": ADDRESS}}


def _payload(_card: CardInClear, pushed: Pushed) -> JsonObject:
    return dict(pushed.material)
