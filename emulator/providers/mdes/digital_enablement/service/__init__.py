"""What Digital Enablement does, one function for each operation."""

from emulator.providers.mdes.assets.service import get_asset
from emulator.providers.mdes.digital_enablement.service.asking import ask_the_issuer
from emulator.providers.mdes.digital_enablement.service.inquiry import get_task_status, get_token
from emulator.providers.mdes.digital_enablement.service.lifecycle import delete, suspend, unsuspend
from emulator.providers.mdes.digital_enablement.service.search import search_tokens
from emulator.providers.mdes.digital_enablement.service.tokenize import tokenize
from emulator.providers.mdes.digital_enablement.service.transact import transact
from emulator.providers.mdes.digital_enablement.service.unactivated import drop_unactivated

__all__ = [
    "ask_the_issuer",
    "delete",
    "drop_unactivated",
    "get_asset",
    "get_task_status",
    "get_token",
    "search_tokens",
    "suspend",
    "tokenize",
    "transact",
    "unsuspend",
]
