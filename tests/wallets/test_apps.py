"""The wallets, as networks know them."""

from emulator.crypto.payloads.visa.opc_mistakes import REQUESTORS
from emulator.domain.pan import Network
from emulator.wallets.apps import APPS


def test_visas_ids_are_those_that_processors_document() -> None:
    assert {app.requestors[Network.VISA]: app.title for app in APPS.values()}.items() <= REQUESTORS.items()


def test_a_wallet_is_a_requestor_of_one_network_with_an_id_of_eleven_digits() -> None:
    for app in APPS.values():
        for network in Network:
            requestor = app.requestor(network)
            assert (requestor.networks, len(requestor.id), requestor.wallet) == ((network,), 11, app.wallet_id)
