"""Authorizations: purchases that are asked for, held, captured, given back (docs.stripe.com/api/issuing/authorizations)."""

from emulator.providers.stripe.service.spending.authorizations.asking import ask_about_increment, ask_about_purchase
from emulator.providers.stripe.service.spending.authorizations.captures import capture
from emulator.providers.stripe.service.spending.authorizations.endings import expire, expire_pending, finalize_amount, next_pending, reverse
from emulator.providers.stripe.service.spending.authorizations.fraud import respond
from emulator.providers.stripe.service.spending.authorizations.keeping import approve, decline, list_all, retrieve, update
from emulator.providers.stripe.service.spending.authorizations.requests import create, increment

__all__ = [
    "approve",
    "ask_about_increment",
    "ask_about_purchase",
    "capture",
    "create",
    "decline",
    "expire",
    "expire_pending",
    "finalize_amount",
    "increment",
    "list_all",
    "next_pending",
    "respond",
    "retrieve",
    "reverse",
    "update",
]
