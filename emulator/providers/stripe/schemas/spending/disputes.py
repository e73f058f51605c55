"""The parameters of disputes (docs.stripe.com/api/issuing/disputes)."""

from typing import Literal

from emulator.providers.stripe.schemas.spending.authorizations import Positive
from emulator.providers.stripe.schemas.spending.evidence import EvidenceGiven
from emulator.providers.stripe.wire.parameters import Hash, Listed, Metadata, Parameters, Text, UnsettableMetadata

LossReason = Literal[
    "cardholder_authentication_issuer_liability",
    "eci5_token_transaction_with_tavv",
    "excess_disputes_in_timeframe",
    "has_not_met_the_minimum_dispute_amount_requirements",
    "invalid_duplicate_dispute",
    "invalid_incorrect_amount_dispute",
    "invalid_no_authorization",
    "invalid_use_of_disputes",
    "merchandise_delivered_or_shipped",
    "merchandise_or_service_as_described",
    "not_cancelled",
    "other",
    "refund_issued",
    "submitted_beyond_allowable_time_limit",
    "transaction_3ds_required",
    "transaction_approved_after_prior_fraud_dispute",
    "transaction_authorized",
    "transaction_electronically_read",
    "transaction_qualifies_for_visa_easy_payment_service",
    "transaction_unattended",
]


class DebitGiven(Hash):
    """A debit of a financial account."""

    received_debit: Text


class CreateDispute(Parameters):
    """What is disputed."""

    amount: Positive | None = None
    evidence: EvidenceGiven | None = None
    metadata: Metadata | None = None
    transaction: Text | None = None
    treasury: DebitGiven | None = None


class OneDispute(Parameters):
    """Which dispute."""

    dispute: Text


class UpdateDispute(OneDispute):
    """What changes."""

    amount: Positive | None = None
    evidence: EvidenceGiven | None = None
    metadata: UnsettableMetadata = None


class SubmitDispute(OneDispute):
    """What is noted with it."""

    metadata: UnsettableMetadata = None


class ListDisputes(Listed):
    """Which disputes."""

    status: Literal["expired", "lost", "submitted", "unsubmitted", "won"] | None = None
    transaction: Text | None = None
