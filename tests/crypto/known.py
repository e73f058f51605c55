"""Keys and sources of bytes that the tests of crypto share."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from emulator.crypto.keys.keyring import KeyPair, read_pair
from tests.witness import vectors

DEMO: Final = Path(__file__).parents[2] / "fixtures" / "keys" / "mdes"
ROLES: Final = ("signing", "request", "response", "issuer", "tav", "jws")


@cache
def demo(name: str) -> KeyPair:
    """Return one of the committed demo pairs."""
    return read_pair(DEMO, name)


@cache
def witness(name: str) -> KeyPair:
    """Return one of the pairs that the vectors were made with."""
    key = vectors("mdes_keys")["keys"][name]
    return KeyPair(name, key["certificate_pem"].encode(), key["private_key_pem"].encode())


def private(pair: KeyPair) -> RSAPrivateKey:
    """Return the private half, which the test knows to be there."""
    assert pair.private_key is not None
    return pair.private_key


def private_pem(pair: KeyPair) -> bytes:
    """Return the private half as other libraries read it."""
    assert pair.private_key_pem is not None
    return pair.private_key_pem


def scripted(*draws: str) -> Callable[[int], bytes]:
    """Return a source that gives these bytes (hex) one after the other, and insists on their lengths."""
    rest = iter([bytes.fromhex(draw) for draw in draws])

    def draw(length: int) -> bytes:
        octets = next(rest)
        assert len(octets) == length
        return octets

    return draw
