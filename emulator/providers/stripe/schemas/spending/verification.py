"""How sure everybody is of a purchase: what was verified, and what it risks (docs.stripe.com/api/issuing/authorizations)."""

from typing import Annotated, Literal

from pydantic import Field

from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Amount, Float, Hash, Text

Check = Literal["match", "mismatch", "not_provided"]
Claimant = Literal["acquirer", "issuer"]
ExemptionType = Literal["low_value_transaction", "transaction_risk_analysis", "unknown"]
SecureResult = Literal["attempt_acknowledged", "authenticated", "failed", "required"]
RiskLevel = Literal["elevated", "highest", "low", "normal", "not_assessed", "unknown"]


class ExemptionGiven(Hash):
    """Why nobody had to authenticate."""

    claimed_by: Claimant
    type: ExemptionType


class ThreeDSecureGiven(Hash):
    """What 3-D Secure came to."""

    result: SecureResult


class VerificationGiven(Hash):
    """What was verified."""

    address_line1_check: Check = "not_provided"
    address_postal_code_check: Check = "not_provided"
    authentication_exemption: ExemptionGiven | None = None
    cvc_check: Check = "not_provided"
    expiry_check: Check = "not_provided"
    three_d_secure: ThreeDSecureGiven | None = None


class CardTestingGiven(Hash):
    """Whether somebody tries card numbers."""

    invalid_account_number_decline_rate_past_hour: Amount | None = None
    invalid_credentials_decline_rate_past_hour: Amount | None = None
    level: RiskLevel


class FraudRiskGiven(Hash):
    """Whether it is fraud."""

    level: RiskLevel
    score: Annotated[Float, Field(ge=0, le=100)] | None = None


class DisputeRiskGiven(Hash):
    """Whether the merchant is often disputed."""

    dispute_rate: Amount | None = None
    level: RiskLevel


class RiskGiven(Hash):
    """What the purchase risks."""

    card_testing_risk: CardTestingGiven | None = None
    fraud_risk: FraudRiskGiven | None = None
    merchant_dispute_risk: DisputeRiskGiven | None = None


class NetworkGiven(Hash):
    """What the network knows."""

    acquiring_institution_id: Text | None = None


class Exemption(StripeObject):
    """Why nobody had to authenticate."""

    claimed_by: Claimant
    type: ExemptionType


class ThreeDSecure(StripeObject):
    """What 3-D Secure came to."""

    result: SecureResult


class Verification(StripeObject):
    """What was verified."""

    address_line1_check: Check
    address_postal_code_check: Check
    authentication_exemption: Exemption | None
    cvc_check: Check
    expiry_check: Check
    postal_code: str | None
    three_d_secure: ThreeDSecure | None


class AuthorizationNetwork(StripeObject):
    """What the network knows of an authorization."""

    acquiring_institution_id: str | None
    system_trace_audit_number: str | None
    transaction_id: str | None


class FraudChallenge(StripeObject):
    """The question to the cardholder whether it was they who paid."""

    channel: Literal["sms"]
    status: Literal["expired", "pending", "rejected", "undeliverable", "verified"]
    undeliverable_reason: Literal["no_phone_number", "unsupported_phone_number"] | None
