"""Transactions: money that has moved (docs.stripe.com/api/issuing/transactions)."""

from emulator.providers.stripe.service.spending.transactions.keeping import list_all, purchase_details, retrieve, update
from emulator.providers.stripe.service.spending.transactions.refunds import refund
from emulator.providers.stripe.service.spending.transactions.unlinked import force_capture, unlinked_refund

__all__ = ["force_capture", "list_all", "purchase_details", "refund", "retrieve", "unlinked_refund", "update"]
