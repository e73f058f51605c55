"""Who of the house serves a wallet."""

from emulator.core.context import House
from emulator.domain.pan import Network
from emulator.providers.mdes.digital_enablement.service.wallet.phones import MdesWallets
from emulator.wallets.services import service_of


def test_a_networks_own_api_comes_first_and_every_network_is_served(house: House) -> None:
    ctx = house.context(house.home)

    assert isinstance(service_of(ctx, Network.MASTERCARD), MdesWallets)
    assert all(service_of(ctx, network).network is network for network in Network)
