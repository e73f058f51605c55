"""What networks and processors do for the wallets on phones."""

from emulator.core.networks.payments import Authorized, Paid, Purchase, Tap, Till
from emulator.core.networks.wallets import Addition, Device, WalletService

__all__ = ["Addition", "Authorized", "Device", "Paid", "Purchase", "Tap", "Till", "WalletService"]
