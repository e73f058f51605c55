"""Disputes: transactions that the cardholder wants undone (docs.stripe.com/issuing/purchases/disputes)."""

from emulator.providers.stripe.service.spending.disputes.keeping import balance_transactions, create, list_all, retrieve, update
from emulator.providers.stripe.service.spending.disputes.outcomes import resolve
from emulator.providers.stripe.service.spending.disputes.submission import expire_unsubmitted, next_unsubmitted, submit

__all__ = [
    "balance_transactions",
    "create",
    "expire_unsubmitted",
    "list_all",
    "next_unsubmitted",
    "resolve",
    "retrieve",
    "submit",
    "update",
]
