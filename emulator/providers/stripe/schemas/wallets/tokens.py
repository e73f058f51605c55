"""Network tokens (docs.stripe.com/api/issuing/tokens)."""

from typing import Literal

from pydantic import Field

from emulator.providers.stripe.schemas.cards import Card
from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Listed, Parameters, Text

TokenStatus = Literal["active", "deleted", "requested", "suspended"]
Network = Literal["mastercard", "visa"]
WalletProvider = Literal["apple_pay", "google_pay", "samsung_pay"]


class RetrieveToken(Parameters):
    """Which token."""

    token: Text


class UpdateToken(RetrieveToken):
    """What it is to be."""

    status: Literal["active", "deleted", "suspended"]


class ListTokens(Listed):
    """Which tokens."""

    card: Text
    status: TokenStatus | None = None


class TokenDevice(StripeObject):
    """The device that the token lives on; what the wallet did not say is absent."""

    device_fingerprint: str | None = None
    ip_address: str | None = None
    location: str | None = Field(None, description="latitude and longitude: +39.78/-89.65")
    name: str | None = None
    phone_number: str | None = None
    type: Literal["other", "phone", "watch"] | None = None


class MastercardToken(StripeObject):
    """What Mastercard calls the token."""

    card_reference_id: str | None = None
    token_reference_id: str
    token_requestor_id: str
    token_requestor_name: str | None = None


class VisaToken(StripeObject):
    """What Visa calls the token."""

    card_reference_id: str | None
    token_reference_id: str
    token_requestor_id: str
    token_risk_score: str | None = Field(None, description="00 (not scored) to 99")


class CardholderAddress(StripeObject):
    """Where the wallet believes that the cardholder lives."""

    line1: str
    postal_code: str


class WalletAdvice(StripeObject):
    """What the wallet thinks; what it did not say is absent."""

    account_id: str | None = None
    account_trust_score: int | None = None
    card_number_source: Literal["app", "manual", "on_file", "other"] | None = None
    cardholder_address: CardholderAddress | None = None
    cardholder_name: str | None = None
    device_trust_score: int | None = None
    hashed_account_email_address: str | None = None
    reason_codes: list[str] | None = None
    suggested_decision: Literal["approve", "decline", "require_auth"] | None = None
    suggested_decision_version: str | None = None


class NetworkData(StripeObject):
    """What network and wallet said when the token was made."""

    device: TokenDevice | None = None
    mastercard: MastercardToken | None = None
    type: Network
    visa: VisaToken | None = None
    wallet_provider: WalletAdvice | None = None


class Token(StripeObject):
    """A network token; members without a value are absent, but for the fingerprint."""

    id: str
    object: Literal["issuing.token"]
    card: str | Card
    created: int
    device_fingerprint: str | None
    last4: str | None = None
    livemode: bool
    network: Network
    network_data: NetworkData | None = Field(None, description="where it is expanded, for a day")
    network_updated_at: int
    status: TokenStatus
    wallet_provider: WalletProvider | None = None
