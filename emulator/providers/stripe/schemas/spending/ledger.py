"""Balances, balance transactions, top-ups and settlements (docs.stripe.com/issuing/funding/balance)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.schemas.spending.authorizations import Positive
from emulator.providers.stripe.wire.parameters import Between, Hash, Listed, Metadata, Parameters, Text, UnsettableMetadata

Descriptor = Annotated[str, StringConstraints(min_length=1, max_length=15)]


class RetrieveBalance(Parameters):
    """Nothing but what to expand."""


class OneBalanceTransaction(Parameters):
    """Which balance transaction."""

    id: Text


class ListBalanceTransactions(Listed):
    """Which balance transactions."""

    currency: Text | None = None
    payout: Text | None = None
    source: Text | None = None
    type: Text | None = None


class AccountOptions(Hash):
    """How a bank account is debited."""

    network: Literal["ach"]


class PaymentOptions(Hash):
    """How the money is fetched."""

    us_bank_account: AccountOptions | None = None


class CreateTopup(Parameters):
    """Money for a balance; `source` may be `emulator_pending` or `emulator_failing` (ours)."""

    amount: Positive
    currency: Text
    description: Text | None = None
    destination_balance: Literal["issuing", "payments"] = Field("payments", description="which balance the money is for")
    metadata: UnsettableMetadata = None
    payment_method: Text | None = None
    payment_method_options: PaymentOptions | None = None
    source: Text | None = None
    statement_descriptor: Descriptor | None = None
    transfer_group: Text | None = None


class OneTopup(Parameters):
    """Which top-up."""

    topup: Text


class UpdateTopup(OneTopup):
    """What changes."""

    description: Text | None = None
    metadata: UnsettableMetadata = None


class ListTopups(Listed):
    """Which top-ups."""

    amount: Between | None = None
    status: Literal["canceled", "failed", "pending", "succeeded"] | None = None


class OneSettlement(Parameters):
    """Which settlement."""

    settlement: Text


class UpdateSettlement(OneSettlement):
    """What changes."""

    metadata: Metadata | None = None


class ListSettlements(Listed):
    """Which settlements."""


class Sources(StripeObject):
    """Where money came from."""

    card: int


class Funds(StripeObject):
    """Money in one currency."""

    amount: int
    currency: str
    source_types: Sources | None = None


class IssuingFunds(StripeObject):
    """What cards can spend."""

    available: list[Funds]


class Balance(StripeObject):
    """What the account has."""

    object: Literal["balance"]
    available: list[Funds]
    issuing: IssuingFunds
    livemode: bool
    pending: list[Funds]


class Settlement(StripeObject):
    """One settlement with a network."""

    id: str
    object: Literal["issuing.settlement"]
    bin: str
    clearing_date: int
    created: int
    currency: str
    interchange_fees_amount: int
    livemode: bool
    metadata: dict[str, str]
    net_total_amount: int
    network: Literal["maestro", "mastercard", "visa"]
    network_fees_amount: int
    network_settlement_identifier: str
    settlement_service: str
    status: str
    transaction_amount: int
    transaction_count: int
