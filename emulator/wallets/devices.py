"""The phones of a world: each has a name, and ids of its own that never change."""

from dataclasses import dataclass
from typing import Final

from emulator.core.ids import Ids
from emulator.core.networks import Device
from emulator.core.provisioning import circumstances
from emulator.crypto.chance import seeded
from emulator.crypto.payloads.visa import opc
from emulator.domain.pan import Network
from emulator.wallets.apps import App, Wallet

PHONE: Final = "phone"
"""The name of the phone that every world has."""

APP_ID: Final = "emulator-app"
# Where a phone is and how it is reached, for want of a real one: an address for documentation (RFC 5737), a number that
# belongs to nobody, and Apple's head office.
ADDRESS: Final = "203.0.113.7"
NUMBER: Final = "+12025550123"
PLACE: Final = "+37.33/-122.01"


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

    @property
    def told(self) -> circumstances.Device:
        """Return the phone as its wallets describe it to networks, which tell issuers."""
        return circumstances.Device("phone", self.name, self.hardware, ADDRESS, PLACE, NUMBER)

    def wallet(self, app: App) -> opc.Wallet:
        """Return what this wallet itself sends when it provisions a Visa card."""
        sent = APP_ID if app.wallet is Wallet.GOOGLE else None
        return opc.Wallet(app.requestors[Network.VISA], self.account, self.hardware, sent)


def phone_of(namespace: str, name: str = PHONE) -> Phone:
    """Return the phone of this name in a world; its ids follow from both, so that nothing has to be kept."""
    ids = Ids(seeded(f"phone/{namespace}/{name}".encode()))
    return Phone(name, account=ids.letters(24), hardware=ids.hex_uuid()[:24], manager=ids.letters(24))
