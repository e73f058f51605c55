"""What a wallet and its networks check in a payload, step by step, in the order in which real ones find out."""

from collections.abc import Mapping, Sequence
from typing import Final

from emulator.domain.pan import Network
from emulator.wallets.apps import Wallet
from emulator.wallets.checks import apple, mastercard, visa
from emulator.wallets.checks.case import Case, Check, Examined, examine

CHECKS: Final[Mapping[tuple[Wallet, Network], tuple[type[Case], Sequence[Check]]]] = {
    (Wallet.APPLE, Network.MASTERCARD): (apple.AppleCase, apple.MASTERCARD),
    (Wallet.APPLE, Network.VISA): (apple.AppleCase, apple.VISA),
    (Wallet.GOOGLE, Network.MASTERCARD): (mastercard.OpaqueCase, mastercard.CHECKS),
    (Wallet.GOOGLE, Network.VISA): (visa.OpaqueCase, visa.CHECKS),
    (Wallet.SAMSUNG, Network.MASTERCARD): (mastercard.OpaqueCase, mastercard.CHECKS),
    (Wallet.SAMSUNG, Network.VISA): (visa.OpaqueCase, visa.CHECKS),
}

__all__ = ["CHECKS", "Case", "Check", "Examined", "examine"]
