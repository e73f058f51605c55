"""Phones and their ids."""

from emulator.crypto.payloads.visa.opc import LIMITS
from emulator.domain.pan import Network
from emulator.wallets.apps import APPS, Wallet
from emulator.wallets.devices import phone_of


def test_ids_never_change_and_belong_to_one_phone_of_one_world() -> None:
    phones = [phone_of("default"), phone_of("default", "tablet"), phone_of("ns_1")]

    assert phone_of("default") == phones[0]
    assert len({phone.hardware for phone in phones}) == len({phone.account for phone in phones}) == 3


def test_ids_fit_what_visa_takes() -> None:
    sent = phone_of("default").wallet(APPS[Wallet.GOOGLE])

    assert all(len(value) <= LIMITS[name] for name, value in sent.members().items())
    assert sent.requestor_id == APPS[Wallet.GOOGLE].requestors[Network.VISA]


def test_only_googles_wallet_names_an_app() -> None:
    assert [phone_of("default").wallet(APPS[wallet]).app_id for wallet in Wallet] == [None, "emulator-app", None]
