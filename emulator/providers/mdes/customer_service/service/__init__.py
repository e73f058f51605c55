"""What Customer Service does, one function for each operation."""

from emulator.providers.mdes.customer_service.service.care import account_holder_messaging, token_reset_mobile_pin, update_token_assurance
from emulator.providers.mdes.customer_service.service.changes import activate, delete, suspend, unsuspend
from emulator.providers.mdes.customer_service.service.codes import token_activation_methods, token_resend_activation_code
from emulator.providers.mdes.customer_service.service.inquiry import (
    system_status,
    token_comments,
    token_status_history,
    token_transactions,
)
from emulator.providers.mdes.customer_service.service.search import asked_about, search
from emulator.providers.mdes.customer_service.service.update import token_update

__all__ = [
    "account_holder_messaging",
    "activate",
    "asked_about",
    "delete",
    "search",
    "suspend",
    "system_status",
    "token_activation_methods",
    "token_comments",
    "token_resend_activation_code",
    "token_reset_mobile_pin",
    "token_status_history",
    "token_transactions",
    "token_update",
    "unsuspend",
    "update_token_assurance",
]
