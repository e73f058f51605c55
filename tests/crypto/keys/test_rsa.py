"""RSA keys as PEM."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.keys import rsa
from tests.crypto.known import demo, private

LOADERS: tuple[Callable[[bytes], object], ...] = (rsa.load_private_key, rsa.load_own_private_key, rsa.load_public_key)
ELLIPTIC = ec.generate_private_key(ec.SECP256R1())


@pytest.mark.parametrize("load", [rsa.load_private_key, rsa.load_own_private_key])
def test_a_private_key_that_was_written_is_read_again(load: Callable[[bytes], RSAPrivateKey]) -> None:
    key = private(demo("request"))

    pem = rsa.private_pem(key)

    assert pem.startswith(b"-----BEGIN PRIVATE KEY-----")
    assert load(pem).private_numbers() == key.private_numbers()


def test_a_public_key_that_was_written_is_read_again() -> None:
    key = demo("request").public_key

    assert rsa.load_public_key(rsa.public_pem(key)) == key


def test_a_new_key_has_2048_bits_and_the_usual_exponent() -> None:
    numbers = rsa.generate().public_key().public_numbers()

    assert (numbers.n.bit_length(), numbers.e) == (2048, 65537)


@pytest.mark.parametrize("load", LOADERS)
@given(octets=st.binary(max_size=60) | st.binary(max_size=60).map(lambda body: b"-----BEGIN PRIVATE KEY-----\n" + body))
def test_anything_else_is_unreadable(load: Callable[[bytes], object], octets: bytes) -> None:
    with pytest.raises(rsa.UnreadableKey):
        load(octets)


def test_a_key_of_another_kind_is_unreadable() -> None:
    private_pem = ELLIPTIC.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public_pem = ELLIPTIC.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    with pytest.raises(rsa.UnreadableKey, match="not an RSA key"):
        rsa.load_own_private_key(private_pem)
    with pytest.raises(rsa.UnreadableKey, match="not an RSA key"):
        rsa.load_public_key(public_pem)


def test_a_key_under_a_password_is_unreadable() -> None:
    pem = private(demo("request")).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"secret")
    )

    with pytest.raises(rsa.UnreadableKey):
        rsa.load_private_key(pem)
