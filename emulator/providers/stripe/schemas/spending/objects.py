"""Authorizations, transactions, disputes, and the entries of the ledger that refer to them (docs.stripe.com/api/issuing)."""

from typing import Any, Literal

from pydantic import Field

from emulator.providers.stripe.schemas.cardholders import Cardholder
from emulator.providers.stripe.schemas.cards import Card
from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.schemas.spending.authorizations import Method, WalletName
from emulator.providers.stripe.schemas.spending.disputes import LossReason
from emulator.providers.stripe.schemas.spending.evidence import Evidence
from emulator.providers.stripe.schemas.spending.fleet import Fleet, Fuel
from emulator.providers.stripe.schemas.spending.merchants import Merchant
from emulator.providers.stripe.schemas.spending.purchase_details import PurchaseDetails
from emulator.providers.stripe.schemas.spending.verification import AuthorizationNetwork, FraudChallenge, Verification
from emulator.providers.stripe.schemas.spending_controls import Presence
from emulator.providers.stripe.schemas.wallets.tokens import Token


class AmountDetails(StripeObject):
    """What an amount is made of."""

    atm_fee: int | None
    cashback_amount: int | None


class PendingRequest(StripeObject):
    """What waits for the app's answer."""

    amount: int
    amount_details: AmountDetails | None
    currency: str
    is_amount_controllable: bool
    merchant_amount: int
    merchant_currency: str
    network_risk_score: int | None


class PastRequest(StripeObject):
    """What was asked for, and what came of it."""

    amount: int
    amount_details: AmountDetails | None
    approved: bool
    authorization_code: str | None
    created: int
    currency: str
    merchant_amount: int
    merchant_currency: str
    network_risk_score: int | None
    reason: str
    reason_message: str | None
    requested_at: int | None


class BalanceTransaction(StripeObject):
    """One entry of the ledger."""

    id: str
    object: Literal["balance_transaction"]
    amount: int
    available_on: int
    balance_type: Literal["issuing", "payments"]
    created: int
    currency: str
    description: str | None
    exchange_rate: float | None
    fee: int
    fee_details: list[dict[str, Any]] = Field(description="always empty")
    net: int
    reporting_category: str
    source: "str | Authorization | Transaction | Dispute | Topup | None"
    status: str
    type: str


class Authorization(StripeObject):
    """A purchase that a merchant wants to be sure of."""

    id: str
    object: Literal["issuing.authorization"]
    amount: int
    amount_details: AmountDetails | None
    approved: bool
    authorization_method: Method
    balance_transactions: list[BalanceTransaction]
    card: Card
    card_presence: Presence | None
    cardholder: str | Cardholder | None
    created: int
    currency: str
    fleet: Fleet | None
    fraud_challenges: list[FraudChallenge] | None
    fuel: Fuel | None
    livemode: bool
    merchant_amount: int
    merchant_currency: str
    merchant_data: Merchant
    metadata: dict[str, str]
    network_data: AuthorizationNetwork | None
    pending_request: PendingRequest | None
    request_history: list[PastRequest]
    status: Literal["closed", "expired", "pending", "reversed"]
    token: str | Token | None = Field(description="the token that paid")
    transactions: "list[Transaction]"
    verification_data: Verification
    verified_by_fraud_challenge: bool | None
    wallet: str | None


class TransactionNetwork(StripeObject):
    """What the network knows of a transaction."""

    authorization_code: str | None
    processing_date: str | None
    transaction_id: str | None


class Transaction(StripeObject):
    """Money that moved: what was captured is negative, what was refunded positive."""

    id: str
    object: Literal["issuing.transaction"]
    amount: int
    amount_details: AmountDetails | None
    authorization: str | Authorization | None
    balance_transaction: str | BalanceTransaction | None
    card: str | Card
    cardholder: str | Cardholder | None
    created: int
    currency: str
    dispute: "str | Dispute | None"
    livemode: bool
    merchant_amount: int
    merchant_currency: str
    merchant_data: Merchant
    metadata: dict[str, str]
    network_data: TransactionNetwork | None
    purchase_details: PurchaseDetails | None = Field(None, description="where it is expanded")
    token: str | Token | None = Field(description="the token that paid")
    type: Literal["capture", "refund"]
    wallet: WalletName | None


class Dispute(StripeObject):
    """A transaction that the cardholder wants undone."""

    id: str
    object: Literal["issuing.dispute"]
    amount: int
    balance_transactions: list[BalanceTransaction] | None = Field(None, description="where they are expanded")
    created: int
    currency: str
    evidence: Evidence
    livemode: bool
    loss_reason: LossReason | None = None
    metadata: dict[str, str]
    status: Literal["expired", "lost", "submitted", "unsubmitted", "won"]
    transaction: str | Transaction


class Topup(StripeObject):
    """Money that came in."""

    id: str
    object: Literal["topup"]
    amount: int
    balance_transaction: str | BalanceTransaction | None
    created: int
    currency: str
    description: str | None
    expected_availability_date: int | None
    failure_code: str | None
    failure_message: str | None
    initiated_by: Literal["stripe", "user"] | None
    livemode: bool
    metadata: dict[str, str]
    source: None
    statement_descriptor: str | None
    status: Literal["canceled", "failed", "pending", "reversed", "succeeded"]
    transfer_group: str | None


# They refer to each other, so that none is complete before the last.
for _model in (BalanceTransaction, Authorization, Transaction, Dispute):
    _model.model_rebuild()
