"""The phones of a world: each has a name, and ids of its own that never change."""

from dataclasses import dataclass
from typing import Final

from emulator.core.ids import Ids
from emulator.core.networks import Device
from emulator.crypto.chance import seeded
from emulator.crypto.payloads.visa import opc
from emulator.domain.pan import Network
from emulator.wallets.apps import App, Wallet

PHONE: Final = "phone"
"""The name of the phone that every world has."""

APP_ID: Final = "emulator-app"


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone: `account` is the wallet's id for its user, `hardware` the device's own, `manager` Samsung's WALLET_DM_ID."""

    name: str
    account: str
    hardware: str
    manager: str

    def device(self, app: App) -> Device:
        """Return the phone as a network knows it."""
        return Device(id=self.hardware, name=self.name, app=f"{app.wallet}-{self.account}", system=app.system)

    def wallet(self, app: App) -> opc.Wallet:
        """Return what this wallet itself sends when it provisions a Visa card."""
        sent = APP_ID if app.wallet is Wallet.GOOGLE else None
        return opc.Wallet(app.requestors[Network.VISA], self.account, self.hardware, sent)


def phone_of(namespace: str, name: str = PHONE) -> Phone:
    """Return the phone of this name in a world; its ids follow from both, so that nothing has to be kept."""
    ids = Ids(seeded(f"phone/{namespace}/{name}".encode()))
    return Phone(name, account=ids.letters(24), hardware=ids.hex_uuid()[:24], manager=ids.letters(24))
