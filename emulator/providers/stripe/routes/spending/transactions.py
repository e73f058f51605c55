"""The operations of transactions, and the test helpers that stand for merchants."""

from typing import Final

from emulator.core.operation import AnyOperation, Operation
from emulator.providers.stripe.schemas.objects import Listing
from emulator.providers.stripe.schemas.spending import transactions as schemas
from emulator.providers.stripe.schemas.spending.objects import Transaction
from emulator.providers.stripe.service.spending import transactions
from emulator.providers.stripe.wire.answers import answering

ASKED: Final = {"purchase_details": transactions.purchase_details}

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="retrieve_transaction",
        method="GET",
        path="/v1/issuing/transactions/{transaction}",
        request=schemas.OneTransaction,
        response=Transaction,
        handler=answering(transactions.retrieve, asked=ASKED),
        reads_only=True,
        source="https://docs.stripe.com/api/issuing/transactions/retrieve",
        summary="Look at a transaction; at what was bought where that is expanded.",
    ),
    Operation(
        name="update_transaction",
        method="POST",
        path="/v1/issuing/transactions/{transaction}",
        request=schemas.UpdateTransaction,
        response=Transaction,
        handler=answering(transactions.update, asked=ASKED),
        source="https://docs.stripe.com/api/issuing/transactions/update",
        summary="Change the metadata of a transaction.",
    ),
    Operation(
        name="list_transactions",
        method="GET",
        path="/v1/issuing/transactions",
        request=schemas.ListTransactions,
        response=Listing[Transaction],
        handler=answering(transactions.list_all, asked=ASKED),
        reads_only=True,
        source="https://docs.stripe.com/api/issuing/transactions/list",
        summary="List transactions, newest first.",
    ),
    Operation(
        name="create_force_capture",
        method="POST",
        path="/v1/test_helpers/issuing/transactions/create_force_capture",
        request=schemas.CreateTransaction,
        response=Transaction,
        handler=answering(transactions.force_capture, asked=ASKED),
        source="https://docs.stripe.com/api/issuing/transactions/test_mode_create_force_capture",
        summary="Let a merchant take what nobody authorized.",
    ),
    Operation(
        name="create_unlinked_refund",
        method="POST",
        path="/v1/test_helpers/issuing/transactions/create_unlinked_refund",
        request=schemas.CreateTransaction,
        response=Transaction,
        handler=answering(transactions.unlinked_refund, asked=ASKED),
        source="https://docs.stripe.com/api/issuing/transactions/test_mode_create_unlinked_refund",
        summary="Let a merchant give what was never taken.",
    ),
    Operation(
        name="refund_transaction",
        method="POST",
        path="/v1/test_helpers/issuing/transactions/{transaction}/refund",
        request=schemas.RefundTransaction,
        response=Transaction,
        handler=answering(transactions.refund, asked=ASKED),
        source="https://docs.stripe.com/api/issuing/transactions/test_mode_refund",
        summary="Let a merchant give back what was taken.",
    ),
)
