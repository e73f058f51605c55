"""Mastercard's field-level encryption: AES-CBC around JSON, the key wrapped with RSA, everything in hex.

The form is that of package mastercard-client-encryption and of the API descriptions of MDES (developer.mastercard.com).
"""

import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from emulator.crypto import aes_cbc
from emulator.crypto.chance import Chance
from emulator.crypto.keys import wrapping
from emulator.crypto.keys.keyring import Keyring

DIGESTS: Final[Mapping[str, str]] = {"SHA256": "sha256", "SHA512": "sha512", "SHA-256": "sha256", "SHA-512": "sha512"}
"""OAEP digests by the names that clients write; on the wire there should be no dash, and one is tolerated."""

LONGEST_CIPHERTEXT: Final = 256 * 1024
"""Hex digits of `encryptedData` at most (API description, Digital Enablement)."""

ZERO_IV: Final = bytes(aes_cbc.BLOCK)


class FleError(ValueError):
    """An encrypted node that cannot be opened; `cause` names the mistake, `field` the member. No plaintext in the text."""

    cause: str = "encryption"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class MissingField(FleError):
    """A member is absent or is not text."""

    cause = "field_missing"


class NotHex(FleError):
    """A member is not an even number of hex digits."""

    cause = "not_hex"


class WrongLength(FleError):
    """A member has an impossible length: an IV that is not 16 bytes, no whole blocks, or more than is allowed."""

    cause = "wrong_length"


class UnknownFingerprint(FleError):
    """`publicKeyFingerprint` names no key pair whose private key is here."""

    cause = "unknown_fingerprint"


class UnknownDigest(FleError):
    """`oaepHashingAlgorithm` is neither SHA256 nor SHA512."""

    cause = "oaep_digest_unknown"


class WrongKey(FleError):
    """`encryptedKey` does not unwrap to an AES key with the named private key."""

    cause = "wrong_key"


class WrongContent(FleError):
    """The key unwraps, but the ciphertext does not decrypt to padded blocks with it."""

    cause = "bad_padding"


@dataclass(frozen=True)
class Parts:
    """The members of an encrypted node, decoded; `digest` is None for PKCS#1 v1.5, `iv` is zeros when absent."""

    fingerprint: str
    digest: str | None
    wrapped_key: bytes = field(repr=False)
    iv: bytes = field(repr=False)
    ciphertext: bytes = field(repr=False)


def seal(
    plaintext: bytes,
    public_key: RSAPublicKey,
    *,
    fingerprint: str,
    digest: str | None,
    chance: Chance,
    key_bytes: int = 16,
) -> dict[str, str]:
    """Return the members of the encrypted node: five, or four when `digest` is None (PKCS#1 v1.5).

    `digest` is SHA256 or SHA512 and is written without a dash. Draws the AES key of `key_bytes` (16, 24, 32), the IV
    and the padding's randomness, in this order. Raises `UnknownDigest`.
    """
    key, iv = chance(key_bytes), chance(aes_cbc.BLOCK)
    node = {
        "encryptedData": aes_cbc.encrypt(plaintext, key, iv).hex(),
        "publicKeyFingerprint": fingerprint,
        "encryptedKey": _wrapped(key, public_key, digest, chance=chance).hex(),
    }
    if digest is not None:
        node["oaepHashingAlgorithm"] = digest.replace("-", "")
    node["iv"] = iv.hex()
    return node


def _wrapped(key: bytes, public_key: RSAPublicKey, digest: str | None, *, chance: Chance) -> bytes:
    if digest is None:
        return wrapping.wrap_pkcs1v15(key, public_key, chance=chance)
    return wrapping.wrap_oaep(key, public_key, digest=_digest(digest), chance=chance)


def open_sealed(node: Mapping[str, object], keyring: Keyring) -> bytes:
    """Return the plaintext of an encrypted node. Raises a `FleError`, and nothing else, whatever the node holds.

    The plaintext is not proven to be JSON: without an authentication tag, a wrong IV shows only when it is parsed.
    """
    parts = read(node)
    return decrypt(parts, unwrap(parts, private_key(parts, keyring)))


def read(node: Mapping[str, object]) -> Parts:
    """Decode the members. Raises `MissingField`, `NotHex`, `WrongLength` or `UnknownDigest`."""
    named = _text(node, "oaepHashingAlgorithm") if node.get("oaepHashingAlgorithm") else None
    iv = _octets(node, "iv") if node.get("iv") else ZERO_IV
    ciphertext = _octets(node, "encryptedData")
    if len(iv) != aes_cbc.BLOCK:
        raise WrongLength(f"iv has {len(iv)} bytes, and a block has {aes_cbc.BLOCK}", field="iv")
    if not ciphertext or len(ciphertext) % aes_cbc.BLOCK or len(ciphertext) * 2 > LONGEST_CIPHERTEXT:
        raise WrongLength(f"encryptedData has {len(ciphertext)} bytes: not whole blocks, or too many", field="encryptedData")
    return Parts(
        fingerprint=_text(node, "publicKeyFingerprint"),
        digest=None if named is None else _digest(named),
        wrapped_key=_octets(node, "encryptedKey"),
        iv=iv,
        ciphertext=ciphertext,
    )


def private_key(parts: Parts, keyring: Keyring) -> RSAPrivateKey:
    """Return the private key that the fingerprint names. Raises `UnknownFingerprint`."""
    pair = keyring.find(parts.fingerprint)
    key = None if pair is None else pair.private_key
    if key is None:
        raise UnknownFingerprint("publicKeyFingerprint names no key that opens requests here", field="publicKeyFingerprint")
    return key


def unwrap(parts: Parts, key: RSAPrivateKey) -> bytes:
    """Return the AES key. Raises `WrongKey`.

    A broken PKCS#1 v1.5 block gives random bytes instead of an error (OpenSSL's implicit rejection), so the length is
    checked, and the rest shows in the content.
    """
    try:
        content_key = (
            wrapping.unwrap_pkcs1v15(parts.wrapped_key, key)
            if parts.digest is None
            else wrapping.unwrap_oaep(parts.wrapped_key, key, digest=parts.digest)
        )
    except wrapping.NotUnwrappable as error:
        raise WrongKey("encryptedKey was not wrapped for this key in this way", field="encryptedKey") from error
    if len(content_key) not in aes_cbc.KEY_SIZES:
        raise WrongKey("encryptedKey does not hold an AES key of 16, 24 or 32 bytes", field="encryptedKey")
    return content_key


def decrypt(parts: Parts, content_key: bytes) -> bytes:
    """Return the plaintext. Raises `WrongContent`."""
    try:
        return aes_cbc.decrypt(parts.ciphertext, content_key, parts.iv)
    except aes_cbc.BadPadding as error:
        raise WrongContent("encryptedData does not decrypt to padded blocks with this key", field="encryptedData") from error


def _digest(name: str) -> str:
    found = DIGESTS.get(name.upper())
    if found is None:
        raise UnknownDigest("oaepHashingAlgorithm is neither SHA256 nor SHA512", field="oaepHashingAlgorithm")
    return found


def _text(node: Mapping[str, object], name: str) -> str:
    value = node.get(name)
    if not isinstance(value, str) or not value:
        raise MissingField(f"{name} is missing, or is not text", field=name)
    return value


def _octets(node: Mapping[str, object], name: str) -> bytes:
    text = _text(node, name)
    try:
        return binascii.unhexlify(text)
    except ValueError as error:
        raise NotHex(f"{name} is not an even number of hex digits", field=name) from error
