"""Compact JSON Web Encryption (RFC 7516): a managed key around AES-GCM or AES-CBC with HMAC, the tag always checked."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Final

from emulator.crypto import aes_cbc
from emulator.crypto.chance import Chance
from emulator.crypto.jose import base64url
from emulator.crypto.jose.content_encryption import CONTENT_ENCRYPTION, TAG_BYTES, Around, ContentEncryption, NotAuthentic, Sealed
from emulator.crypto.jose.key_management import (
    KEY_MANAGEMENT,
    Header,
    KeyManagement,
    MissingParameter,
    NotUnwrapped,
    OpeningKey,
    SealingKey,
    UnfitKey,
)

__all__ = [
    "PRIVATE_KEY_ALGORITHMS",
    "Header",
    "JweError",
    "MalformedToken",
    "Opened",
    "TamperedToken",
    "UnsupportedAlgorithm",
    "WrongKey",
    "open_sealed",
    "read_header",
    "seal",
]

PRIVATE_KEY_ALGORITHMS: Final = frozenset({"RSA-OAEP-256"})
"""What a receiver allows unless told otherwise: the one algorithm that Mastercard's client library writes and reads."""

GCM_IV_BYTES: Final = range(8, 129)

_WRITE: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class JweError(ValueError):
    """The token cannot be opened; `cause` names the mistake, and nothing of the plaintext is in the text."""

    cause = "jwe"


class MalformedToken(JweError):
    """Not five base64url parts around a JSON header."""

    cause = "jwe_malformed"


class UnsupportedAlgorithm(JweError):
    """`alg` or `enc` is unknown, or not allowed here."""

    cause = "jwe_algorithm_unsupported"


class WrongKey(JweError):
    """The content key was not wrapped for this key."""

    cause = "jwe_wrong_key"


class TamperedToken(JweError):
    """The authentication tag does not belong to the rest of the token."""

    cause = "jwe_tag_mismatch"


@dataclass(frozen=True)
class Opened:
    """A token that was opened: its protected header and its plaintext."""

    header: Header
    plaintext: bytes = field(repr=False)


def seal(plaintext: bytes, key: SealingKey, *, header: Header, chance: Chance, iv_bytes: int | None = None) -> str:
    """Return the compact token. `header` names `alg` and `enc`, and is written as it stands, in its order.

    Members that `alg` adds (`iv` and `tag` of A256GCMKW) stand where the header has them already, or at its end. Draws
    the content key, the initialization vector, and the OAEP seed or the wrap's own vector, in this order. `iv_bytes`
    overrides the vector's length for GCM: JOSE says 12, Mastercard's client library writes 16 (package
    mastercard-client-encryption). Raises `UnsupportedAlgorithm`, and `UnfitKey` for a key of another kind or size.
    """
    management = _management(header, KEY_MANAGEMENT)
    encryption = _encryption(header)
    cek = management.content_key(key, encryption.key_bytes, chance)
    iv = chance(iv_bytes or encryption.iv_bytes)
    wrapped = management.wrap(cek, key, chance)
    protected = base64url.encode(_WRITE({**header, **wrapped.members}).encode())
    sealed = encryption.encrypt(plaintext, Around(cek, iv, protected.encode("ascii")))
    return ".".join((protected, *map(base64url.encode, (wrapped.encrypted_key, iv, sealed.ciphertext, sealed.tag))))


def open_sealed(token: str, key_for: Callable[[Header], OpeningKey], *, allowed: Collection[str] = PRIVATE_KEY_ALGORITHMS) -> Opened:
    """Open a compact token with the key that `key_for` finds for its header, if `alg` is one of the `allowed`.

    Raises a `JweError`; what `key_for` raises for an unknown key passes through.
    """
    parts = token.split(".")
    if len(parts) != 5:
        raise MalformedToken(f"{len(parts)} parts between dots, and a compact JWE has five")
    try:
        wrapped, iv, ciphertext, tag = map(base64url.decode, parts[1:])
    except ValueError as error:
        raise MalformedToken("a part is not base64url without padding") from error
    header = read_header(token)
    management = _management(header, allowed)
    encryption = _encryption(header)
    if len(tag) != TAG_BYTES or not _iv_fits(iv, header):
        raise MalformedToken("the initialization vector or the tag has an impossible length")
    cek = _unwrapped(wrapped, key_for(header), header, management=management)
    if len(cek) != encryption.key_bytes:
        raise WrongKey(f"the content key has {len(cek)} bytes, and enc wants {encryption.key_bytes}")
    try:
        plaintext = encryption.decrypt(Sealed(ciphertext, tag), Around(cek, iv, parts[0].encode("ascii")))
    except (NotAuthentic, aes_cbc.BadPadding) as error:
        raise TamperedToken("the authentication tag does not match") from error
    return Opened(header, plaintext)


def read_header(token: str) -> Header:
    """Return the protected header of a token that is not opened yet. Raises `MalformedToken`."""
    try:
        header = json.loads(base64url.decode(token.partition(".")[0]))
    except (ValueError, RecursionError) as error:
        raise MalformedToken("the first part is not base64url of JSON") from error
    if not isinstance(header, dict):
        raise MalformedToken("the header is not a JSON object")
    if "crit" in header:
        raise UnsupportedAlgorithm("the header demands extensions (crit), and none is known here")
    return header


def _management(header: Header, allowed: Collection[str]) -> KeyManagement:
    name = header.get("alg")
    if not isinstance(name, str) or name not in allowed or name not in KEY_MANAGEMENT:
        raise UnsupportedAlgorithm(f"alg must be one of {', '.join(sorted(allowed))}")
    return KEY_MANAGEMENT[name]


def _encryption(header: Header) -> ContentEncryption:
    name = header.get("enc")
    if not isinstance(name, str) or name not in CONTENT_ENCRYPTION:
        raise UnsupportedAlgorithm(f"enc must be one of {', '.join(CONTENT_ENCRYPTION)}")
    return CONTENT_ENCRYPTION[name]


def _iv_fits(iv: bytes, header: Header) -> bool:
    # GCM takes more lengths than JOSE's 12 bytes, and a client that sends 16 must be understood; CBC takes a block.
    allowed = (aes_cbc.BLOCK,) if header["enc"] == "A128CBC-HS256" else GCM_IV_BYTES
    return len(iv) in allowed


def _unwrapped(wrapped: bytes, key: OpeningKey, header: Header, *, management: KeyManagement) -> bytes:
    try:
        return management.unwrap(wrapped, key, header)
    except MissingParameter as error:
        raise MalformedToken(str(error)) from error
    except (NotUnwrapped, UnfitKey) as error:
        raise WrongKey("the content key was not wrapped for this key") from error
