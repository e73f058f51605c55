"""PKCS#12: key stores that the official signer loads."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import pkcs12 as library
from hypothesis import given
from hypothesis import strategies as st
from oauth1.authenticationutils import load_signing_key

from emulator.crypto.keys import pkcs12
from emulator.crypto.keys.rsa import UnreadableKey
from tests.crypto.known import DEMO, demo, private


def test_the_official_signer_loads_what_is_written(tmp_path: Path) -> None:
    pair = demo("signing")
    store = tmp_path / "sign.p12"

    store.write_bytes(pkcs12.write(private(pair), pair.certificate))

    loaded = load_signing_key(str(store), pkcs12.SANDBOX_PASSWORD)
    assert loaded.private_numbers() == private(pair).private_numbers()


def test_the_key_stands_under_the_sandboxs_alias() -> None:
    pair = demo("signing")

    store = library.load_pkcs12(pkcs12.write(private(pair), pair.certificate), pkcs12.SANDBOX_PASSWORD.encode())

    assert store.cert is not None
    assert store.cert.friendly_name == b"keyalias"


def test_the_committed_key_store_holds_the_committed_signing_key() -> None:
    key, certificate = pkcs12.read((DEMO / "signing.p12").read_bytes())

    assert key.private_numbers() == private(demo("signing")).private_numbers()
    assert certificate == demo("signing").certificate


def test_a_wrong_password_is_said_to_be_wrong() -> None:
    with pytest.raises(UnreadableKey, match="password"):
        pkcs12.read((DEMO / "signing.p12").read_bytes(), "changeit")


@given(store=st.binary(max_size=80))
def test_anything_else_is_unreadable(store: bytes) -> None:
    with pytest.raises(UnreadableKey):
        pkcs12.read(store)
