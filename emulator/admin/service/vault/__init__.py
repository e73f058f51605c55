"""Cards and tokens of the vault: looked at, put into wallets, moved as wallets move them."""

from emulator.admin.service.vault.lists import get_card, get_token, list_cards, list_codes, list_tokens
from emulator.admin.service.vault.views import view_token
from emulator.admin.service.vault.wallets import create_token, move_token

__all__ = ["create_token", "get_card", "get_token", "list_cards", "list_codes", "list_tokens", "move_token", "view_token"]
