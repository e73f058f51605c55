"""Keys are found by demo name or by text, and read once."""

import pytest

from emulator.config import shipped
from emulator.core.keys import Keys
from emulator.crypto.keys.rsa import UnreadableKey

DEMO = "demo:mdes/request"


@pytest.fixture
def keys() -> Keys:
    return Keys(shipped("keys"))


def test_a_demo_key_is_found_by_its_name(keys: Keys) -> None:
    pair = keys.pair(DEMO)

    assert pair.name == "request"
    assert pair.private_key is not None
    assert pair.private_key.public_key().public_numbers() == pair.public_key.public_numbers()


def test_a_registered_certificate_is_found_by_its_text(keys: Keys) -> None:
    text = keys.pair(DEMO).certificate_pem.decode()

    registered = keys.pair(text)

    assert registered.fingerprints == keys.pair(DEMO).fingerprints
    assert registered.private_key is None


def test_a_key_is_read_once(keys: Keys) -> None:
    assert keys.pair(DEMO) is keys.pair(DEMO)
    assert keys.ring(DEMO, "demo:mdes/jws") is keys.ring(DEMO, "demo:mdes/jws")


def test_a_ring_finds_its_keys_by_fingerprint(keys: Keys) -> None:
    fingerprint = dict(keys.pair(DEMO).fingerprints.items()).popitem()[1]

    assert keys.ring(DEMO).find(fingerprint.upper()) is keys.pair(DEMO)
    assert keys.ring("demo:mdes/jws").find(fingerprint) is None


@pytest.mark.parametrize("reference", ["demo:mdes/nobody", "demo:", "demo:nowhere/request"])
def test_a_demo_key_that_does_not_exist_is_an_error(keys: Keys, reference: str) -> None:
    with pytest.raises(OSError, match=r"\.crt"):
        keys.pair(reference)


def test_text_that_is_no_certificate_is_an_error_when_it_is_used(keys: Keys) -> None:
    with pytest.raises(UnreadableKey):
        _ = keys.pair("not a certificate").public_key


def test_the_pool_gives_the_keys_to_which_something_can_be_encrypted() -> None:
    names = {pair.name for pair in Keys(shipped("keys")).pool()}

    assert {"demo:mdes/request", "demo:vts/server"} <= names
    assert not {name for name in names if name.startswith("demo:apple/")}
