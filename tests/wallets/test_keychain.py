"""Which keys a payload is opened and checked with."""

from emulator.config import shipped
from emulator.core.keys import Keys
from emulator.domain.pan import Network, Pan
from emulator.domain.parties import AccountRange, Issuer
from emulator.wallets.keychain import Keychain

WIDE = Issuer("wide", "Wide", (AccountRange("5" + "0" * 18, "5" + "9" * 18, Network.MASTERCARD),), tav_keys=("demo:mdes/tav",))
NARROW = Issuer("narrow", "Narrow", (AccountRange("52" + "0" * 17, "52" + "9" * 17, Network.MASTERCARD),), tav_keys=("demo:mdes/issuer",))
KEYS = Keychain(Keys(shipped("keys")), (WIDE, NARROW))


def test_the_narrowest_range_says_whose_card_it_is() -> None:
    assert [KEYS.issuer_of(Pan(number)) for number in ("5204247750001471", "5123456789012346", "4761120010000492")] == [NARROW, WIDE, None]


def test_an_issuer_vouches_with_its_own_keys_alone() -> None:
    assert [list(KEYS.tav_keys(Pan(number))) for number in ("5204247750001471", "4761120010000492")] == [["demo:mdes/issuer"], []]


def test_no_key_is_shown() -> None:
    assert "demo-shared-secret" not in repr(KEYS)
