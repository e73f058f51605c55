"""Wrapping a content key with RSA (RFC 8017), the padding made by hand so that its randomness is an argument."""

import hashlib
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from emulator.crypto import chance as source
from emulator.crypto.chance import Chance

DIGESTS: Final[dict[str, type[hashes.HashAlgorithm]]] = {
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
"""The digests that OAEP can be asked for, by their names in hashlib."""

_EMPTY_LABEL: Final = {name: hashlib.new(name, b"", usedforsecurity=False).digest() for name in DIGESTS}


class NotUnwrappable(ValueError):
    """The bytes are not a key that was wrapped for this private key in this way."""


def wrap_oaep(message: bytes, public_key: RSAPublicKey, *, digest: str, chance: Chance) -> bytes:
    """Wrap `message` with RSAES-OAEP, empty label, MGF1 with the same digest (RFC 8017, 7.1.1).

    Draws one seed of the digest's length. The system's own chance goes through the library, which is seven times
    faster. Raises `ValueError` when the message is too long for the key.
    """
    if chance is source.system:
        return public_key.encrypt(message, _oaep(digest, digest))
    size = (public_key.key_size + 7) // 8
    label_hash = _EMPTY_LABEL[digest]
    length = len(label_hash)
    room = size - 2 * length - 2 - len(message)
    if room < 0:
        raise ValueError(f"{len(message)} bytes are too long for a {public_key.key_size}-bit key with {digest}")
    seed = chance(length)
    block = label_hash + bytes(room) + b"\x01" + message
    masked_block = xor(block, mgf1(seed, len(block), digest))
    masked_seed = xor(seed, mgf1(masked_block, length, digest))
    return _raise_to_exponent(b"\x00" + masked_seed + masked_block, public_key)


def _oaep(digest: str, mask_digest: str) -> padding.OAEP:
    return padding.OAEP(padding.MGF1(DIGESTS[mask_digest]()), DIGESTS[digest](), None)


def unwrap_oaep(wrapped: bytes, private_key: RSAPrivateKey, *, digest: str, mask_digest: str | None = None) -> bytes:
    """Unwrap RSAES-OAEP; `mask_digest` is MGF1's where it is another one. Raises `NotUnwrappable`."""
    try:
        return private_key.decrypt(wrapped, _oaep(digest, mask_digest or digest))
    except ValueError as error:
        raise NotUnwrappable(f"not wrapped for this key with OAEP and {digest}") from error


def wrap_pkcs1v15(message: bytes, public_key: RSAPublicKey, *, chance: Chance) -> bytes:
    """Wrap `message` with RSAES-PKCS1-v1_5 (RFC 8017, 7.2.1); draws the filler. Raises `ValueError` when it is too long."""
    if chance is source.system:
        return public_key.encrypt(message, padding.PKCS1v15())
    room = (public_key.key_size + 7) // 8 - 3 - len(message)
    if room < 8:
        raise ValueError(f"{len(message)} bytes are too long for a {public_key.key_size}-bit key")
    return _raise_to_exponent(b"\x00\x02" + _filler(room, chance) + b"\x00" + message, public_key)


def _raise_to_exponent(block: bytes, public_key: RSAPublicKey) -> bytes:
    numbers = public_key.public_numbers()
    return pow(int.from_bytes(block, "big"), numbers.e, numbers.n).to_bytes(len(block), "big")


def _filler(length: int, chance: Chance) -> bytes:
    # The filler ends at the first zero, so zeros are drawn again.
    filler = b""
    while len(filler) < length:
        filler += chance(length - len(filler)).replace(b"\x00", b"")
    return filler


def unwrap_pkcs1v15(wrapped: bytes, private_key: RSAPrivateKey) -> bytes:
    """Unwrap RSAES-PKCS1-v1_5. Raises `NotUnwrappable`, but do not rely on it.

    OpenSSL answers a broken block with random bytes of random length (implicit rejection), so check the result.
    """
    try:
        return private_key.decrypt(wrapped, padding.PKCS1v15())
    except ValueError as error:
        raise NotUnwrappable("not wrapped for this key with PKCS#1 v1.5") from error


def mgf1(seed: bytes, length: int, digest: str) -> bytes:
    """Return `length` bytes of the mask that MGF1 makes from `seed` (RFC 8017, B.2.1)."""
    step = len(_EMPTY_LABEL[digest])
    blocks = [
        hashlib.new(digest, seed + counter.to_bytes(4, "big"), usedforsecurity=False).digest()
        for counter in range((length + step - 1) // step)
    ]
    return b"".join(blocks)[:length]


def xor(a: bytes, b: bytes) -> bytes:
    """Combine two byte strings of one length."""
    return (int.from_bytes(a, "big") ^ int.from_bytes(b, "big")).to_bytes(len(a), "big")
