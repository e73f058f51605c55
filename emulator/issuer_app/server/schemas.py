"""The messages of the issuer app's own API."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

TokenRequestorId = Annotated[str, Field(pattern=r"^[0-9]{11}$", description="token requestor to push the card to, 11 digits")]
Base64 = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=16_384)]
WalletName = Literal["token_connect", "stripe_push", "google_pay", "samsung_pay", "apple_pay"]
WalletIdentifier = Annotated[str, Field(min_length=1, max_length=64)]


class Message(BaseModel):
    """A message of this API: unknown fields are ignored, and values never appear in errors."""

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)


class Nothing(Message):
    """No parameters."""


class Query(RootModel[dict[str, str]]):
    """Query parameters as they came, for a route whose parameter names are not fixed."""


class Refusal(Message):
    """Why the request was refused, in one sentence."""

    error: str


class Health(Message):
    """The app serves, and its database answers."""

    status: Literal["ok"] = "ok"
    database: Literal["ok"] = "ok"
    emulator: str = Field(description="URL of the provider that this app calls")


class User(Message):
    """A cardholder."""

    id: int
    name: str
    email: str


class Account(Message):
    """An account; `balance` in minor units of `currency` (ISO 4217)."""

    id: int
    user: User | None
    status: str
    balance: int
    currency: str
    card_ids: list[int]


class Accounts(Message):
    """Every account."""

    accounts: list[Account]


class Token(Message):
    """A network token of a card, as its provider last told; `expiry` is MMYY."""

    provider: str
    token_reference: str
    status: str | None
    suspended_by: list[str]
    last4: str | None
    expiry: str | None
    reason_code: str
    updated_at: datetime


class Card(Message):
    """A card, without its number."""

    id: int
    account_id: int
    provider: str
    network: str
    cardholder_name: str
    last4: str
    exp_month: int
    exp_year: int
    status: str
    tokens: list[Token]


class Cards(Message):
    """Every card."""

    cards: list[Card]


class PayloadWish(Message):
    """Which payload is asked for; the provider's first wallet when none is named."""

    wallet: WalletName | None = None
    token_requestor_id: TokenRequestorId | None = None


class TokenConnectWish(Message):
    """Ask for a Token Connect receipt."""

    wallet: Literal["token_connect"]
    token_requestor_id: TokenRequestorId | None = None


class GooglePayWish(Message):
    """Ask for a Google Pay payload; a Visa card needs the ids that the phone handed over."""

    wallet: Literal["google_pay"]
    walletId: WalletIdentifier | None = Field(default=None, description="the wallet's account (getActiveWalletID)")
    stableHardwareId: WalletIdentifier | None = Field(default=None, description="the device (getStableHardwareId)")
    clientAppID: WalletIdentifier | None = Field(default=None, description="the app, where the phone names one")
    token_requestor_id: TokenRequestorId | None = None


class SamsungPayWish(Message):
    """Ask for a Samsung Pay payload; a Visa card needs the ids that the phone handed over."""

    wallet: Literal["samsung_pay"]
    walletUserId: WalletIdentifier | None = Field(default=None, description="WALLET_USER_ID")
    deviceId: WalletIdentifier | None = Field(default=None, description="DEVICE_ID")
    token_requestor_id: TokenRequestorId | None = None


class ApplePayWish(Message):
    """Ask for an Apple Pay payload with what the phone handed over: certificates as base64 of DER; the rest in base64 or hex."""

    wallet: Literal["apple_pay"]
    certificates: list[Base64] = Field(min_length=1, max_length=8)
    nonce: str = Field(min_length=1, max_length=256)
    nonceSignature: str = Field(min_length=1, max_length=1024)
    token_requestor_id: TokenRequestorId | None = None


class WalletWish(RootModel[Annotated[TokenConnectWish | GooglePayWish | SamsungPayWish | ApplePayWish, Field(discriminator="wallet")]]):
    """Ask for a payload; `wallet` says which other fields belong to the request."""

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)


class TokenConnectPayload(Message):
    """A receipt that the token requestor turns into a token."""

    receipt: str
    issuerInitiatedDigitizationData: str | None
    redirectUrl: str | None


class OpaqueCardPayload(Message):
    """What Google Pay's push tokenize request, and Samsung Pay's provision payload, take as text."""

    opaquePaymentCard: str


class ApplePayPayload(Message):
    """What PKAddPaymentPassRequest takes, in base64."""

    encryptedPassData: str
    activationData: str
    ephemeralPublicKey: str


class StripePushPayload(Message):
    """What Stripe's library in the app wants: the key as Stripe made it, and the card that it is for."""

    card: str
    ephemeral_key: dict[str, Any] = Field(repr=False)


class WalletPayload(Message):
    """A wallet payload: real in form, with a simulated card. `provisioning_token` is the provider's own reference."""

    card_id: int
    cardholder_name: str
    last4: str
    exp_month: int
    exp_year: int
    provisioning_token: str
    wallet_instructions: str
    provider: str
    network: str
    wallet: str
    simulated: Literal[True] = True
    valid_until: datetime = Field(description="after this moment, or once used, the next request makes a new payload")
    payload: TokenConnectPayload | OpaqueCardPayload | ApplePayPayload | StripePushPayload


class InboxCode(Message):
    """A one-time code that a cardholder was sent; `made_by` says who checks it."""

    token_reference: str
    purpose: str
    code: str
    made_by: Literal["issuer", "mdes", "visa"]
    method: str
    address: str
    received_at: datetime
    expires_at: datetime


class Inbox(Message):
    """The codes of all cardholders, newest first, the last hundred."""

    codes: list[InboxCode]


class PushResult(Message):
    """What a token requestor reported about one receipt; `token_reference` only if a token was made."""

    receipt: str
    result: str
    token_reference: str | None


class PushResults(Message):
    """What a token requestor reported when it sent the cardholder back."""

    results: list[PushResult]
