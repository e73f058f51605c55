"""Two-key triple DES (NIST SP 800-67): retired everywhere else, and still what activation data is encrypted with."""

from typing import Final

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes

BLOCK: Final = 8
KEY_BYTES: Final = 16
ZERO_IV: Final = bytes(BLOCK)


class UnfitKey(ValueError):
    """A two-key TDEA key has 16 bytes."""


def encrypt_cbc(blocks: bytes, key: bytes, *, iv: bytes = ZERO_IV) -> bytes:
    """Encrypt whole blocks of 8 bytes, without padding, under K1 K2 K1. Raises `UnfitKey`."""
    encryptor = Cipher(_cipher(key), modes.CBC(iv)).encryptor()
    return encryptor.update(blocks) + encryptor.finalize()


def decrypt_cbc(blocks: bytes, key: bytes, *, iv: bytes = ZERO_IV) -> bytes:
    """Decrypt whole blocks of 8 bytes. Raises `UnfitKey`."""
    decryptor = Cipher(_cipher(key), modes.CBC(iv)).decryptor()
    return decryptor.update(blocks) + decryptor.finalize()


def decrypt_ecb(blocks: bytes, key: bytes) -> bytes:
    """Decrypt each block on its own: to recognise who encrypted so. Raises `UnfitKey`."""
    decryptor = Cipher(_cipher(key), modes.ECB()).decryptor()  # noqa: S305  (their mode, to tell them)
    return decryptor.update(blocks) + decryptor.finalize()


def _cipher(key: bytes) -> TripleDES:
    if len(key) != KEY_BYTES:
        raise UnfitKey(f"the key has {len(key)} bytes, and {KEY_BYTES} are wanted")
    return TripleDES(key + key[:BLOCK])
