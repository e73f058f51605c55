"""Cards into the vault, tokens out of it, and every later move: used by all providers and by the phone alike."""

from emulator.core.provisioning.cards import NewAccount, card_of, enrol, remap, replace_pan
from emulator.core.provisioning.tokens import DRAWS, Order, change, issue, renew, token_to_change

__all__ = [
    "DRAWS",
    "NewAccount",
    "Order",
    "card_of",
    "change",
    "enrol",
    "issue",
    "remap",
    "renew",
    "replace_pan",
    "token_to_change",
]
