"""What networks and processors do for the wallets on phones."""

from emulator.core.networks.names import Names, names_of
from emulator.core.networks.payments import Authorized, Paid, Purchase, Tap, Till
from emulator.core.networks.wallets import Addition, Device, WalletService

__all__ = ["Addition", "Authorized", "Device", "Names", "Paid", "Purchase", "Tap", "Till", "WalletService", "names_of"]
