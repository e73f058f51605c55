"""The parameters of transactions (docs.stripe.com/api/issuing/transactions)."""

from typing import Literal

from emulator.providers.stripe.schemas.spending.authorizations import Positive
from emulator.providers.stripe.schemas.spending.merchants import MerchantGiven
from emulator.providers.stripe.schemas.spending.purchase_details import PurchaseDetailsGiven
from emulator.providers.stripe.wire.parameters import Listed, Parameters, Text, UnsettableMetadata


class OneTransaction(Parameters):
    """Which transaction."""

    transaction: Text


class UpdateTransaction(OneTransaction):
    """What changes."""

    metadata: UnsettableMetadata = None


class ListTransactions(Listed):
    """Which transactions."""

    card: Text | None = None
    cardholder: Text | None = None
    type: Literal["capture", "refund"] | None = None


class CreateTransaction(Parameters):
    """Money that moves without an authorization."""

    amount: Positive
    card: Text
    currency: Text | None = None
    merchant_data: MerchantGiven | None = None
    purchase_details: PurchaseDetailsGiven | None = None


class RefundTransaction(OneTransaction):
    """How much is given back."""

    refund_amount: Positive | None = None
