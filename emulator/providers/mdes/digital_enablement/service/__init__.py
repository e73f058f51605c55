"""What Digital Enablement does, one function for each operation."""

from emulator.providers.mdes.assets.service import get_asset
from emulator.providers.mdes.digital_enablement.service.inquiry import asked_about, get_task_status, get_token
from emulator.providers.mdes.digital_enablement.service.lapses import (
    drop_unactivated,
    next_expired,
    next_unactivated,
    renew_expired,
)
from emulator.providers.mdes.digital_enablement.service.lifecycle import delete, suspend, unsuspend
from emulator.providers.mdes.digital_enablement.service.notices import holder_of_token, token_updated
from emulator.providers.mdes.digital_enablement.service.search import search_tokens
from emulator.providers.mdes.digital_enablement.service.tokenize import ask_before_tokenize, tokenize
from emulator.providers.mdes.digital_enablement.service.transact import ask_before_transact, transact
from emulator.providers.mdes.digital_enablement.service.wallet import (
    activate,
    ask_before_activate,
    ask_before_digitize,
    check_eligibility,
    digitize,
    request_activation_code,
)

__all__ = [
    "activate",
    "ask_before_activate",
    "ask_before_digitize",
    "ask_before_tokenize",
    "ask_before_transact",
    "asked_about",
    "check_eligibility",
    "delete",
    "digitize",
    "drop_unactivated",
    "get_asset",
    "get_task_status",
    "get_token",
    "holder_of_token",
    "next_expired",
    "next_unactivated",
    "renew_expired",
    "request_activation_code",
    "search_tokens",
    "suspend",
    "token_updated",
    "tokenize",
    "transact",
    "unsuspend",
]
