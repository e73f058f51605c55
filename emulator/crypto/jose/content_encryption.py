"""Authenticated content encryption of RFC 7518, section 5: AES-GCM, and AES-CBC with HMAC-SHA-256."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from emulator.crypto import aes_cbc

TAG_BYTES: Final = 16


class NotAuthentic(ValueError):
    """The tag does not belong to this ciphertext, header, initialization vector and key."""


@dataclass(frozen=True)
class Sealed:
    """What encryption gives besides the initialization vector."""

    ciphertext: bytes
    tag: bytes


@dataclass(frozen=True)
class Around:
    """What encryption needs besides the text: content key, initialization vector, and the data that is only authenticated."""

    cek: bytes = field(repr=False)
    iv: bytes
    aad: bytes


@dataclass(frozen=True)
class ContentEncryption:
    """One value of `enc`: sizes in bytes, and both directions."""

    key_bytes: int
    iv_bytes: int
    encrypt: Callable[[bytes, Around], Sealed]
    decrypt: Callable[[Sealed, Around], bytes]


def _encrypt_gcm(plaintext: bytes, around: Around) -> Sealed:
    sealed = AESGCM(around.cek).encrypt(around.iv, plaintext, around.aad)
    return Sealed(sealed[:-TAG_BYTES], sealed[-TAG_BYTES:])


def _decrypt_gcm(sealed: Sealed, around: Around) -> bytes:
    try:
        return AESGCM(around.cek).decrypt(around.iv, sealed.ciphertext + sealed.tag, around.aad)
    except InvalidTag as error:
        raise NotAuthentic("the authentication tag does not match") from error


def _encrypt_cbc_hs256(plaintext: bytes, around: Around) -> Sealed:
    ciphertext = aes_cbc.encrypt(plaintext, around.cek[16:], around.iv)
    return Sealed(ciphertext, _tag(ciphertext, around))


def _decrypt_cbc_hs256(sealed: Sealed, around: Around) -> bytes:
    if not hmac.compare_digest(sealed.tag, _tag(sealed.ciphertext, around)):
        raise NotAuthentic("the authentication tag does not match")
    return aes_cbc.decrypt(sealed.ciphertext, around.cek[16:], around.iv)


def _tag(ciphertext: bytes, around: Around) -> bytes:
    # RFC 7518, 5.2.2.1: the MAC key is the first half of the content key, the last 8 octets count the bits of the aad.
    covered = around.aad + around.iv + ciphertext + (len(around.aad) * 8).to_bytes(8, "big")
    return hmac.digest(around.cek[:16], covered, hashlib.sha256)[:TAG_BYTES]


CONTENT_ENCRYPTION: Final[Mapping[str, ContentEncryption]] = {
    "A128GCM": ContentEncryption(16, 12, _encrypt_gcm, _decrypt_gcm),
    "A192GCM": ContentEncryption(24, 12, _encrypt_gcm, _decrypt_gcm),
    "A256GCM": ContentEncryption(32, 12, _encrypt_gcm, _decrypt_gcm),
    "A128CBC-HS256": ContentEncryption(32, 16, _encrypt_cbc_hs256, _decrypt_cbc_hs256),
}
