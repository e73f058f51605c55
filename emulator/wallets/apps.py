"""The wallets that the phone has, and by which names networks know them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from emulator.domain.pan import Network
from emulator.domain.parties import Requestor

KIND: Final = "WALLET"


class Wallet(StrEnum):
    """Whose wallet it is."""

    APPLE = "apple"
    GOOGLE = "google"
    SAMSUNG = "samsung"


@dataclass(frozen=True)
class App:
    """One wallet: `requestors` are its token requestor ids, `wallet_id` its number at Mastercard, `system` what it runs on."""

    wallet: Wallet
    title: str
    system: str
    requestors: Mapping[Network, str]
    wallet_id: str

    def requestor(self, network: Network) -> Requestor:
        """Return the wallet as the network's token requestor; it is registered in no world, and told nothing."""
        return Requestor(self.requestors[network], self.title, KIND, (network,), wallet=self.wallet_id)


# Ids at Visa are those that processors document; at Mastercard they, and the wallet's number, are our own choice.
APPS: Final[Mapping[Wallet, App]] = {
    app.wallet: app
    for app in (
        App(Wallet.APPLE, "Apple Pay", "IOS", {Network.MASTERCARD: "50100000103", Network.VISA: "40010030273"}, "103"),
        App(Wallet.GOOGLE, "Google Pay", "ANDROID", {Network.MASTERCARD: "50100000216", Network.VISA: "40010075001"}, "216"),
        App(Wallet.SAMSUNG, "Samsung Pay", "ANDROID", {Network.MASTERCARD: "50100000217", Network.VISA: "40010043095"}, "217"),
    )
}

# Google's constants TOKEN_PROVIDER and CARD_NETWORK (developers.google.com, Push Provisioning) agree for these two.
CONSTANTS: Final[Mapping[Network, int]] = {Network.MASTERCARD: 3, Network.VISA: 4}
