"""How the content key of a JWE travels (RFC 7518, section 4): wrapped with RSA-OAEP or AES-GCM, or agreed beforehand (dir)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from emulator.crypto.chance import Chance
from emulator.crypto.jose import base64url
from emulator.crypto.jose.content_encryption import CONTENT_ENCRYPTION, TAG_BYTES, Around, NotAuthentic, Sealed
from emulator.crypto.keys import wrapping

Header: TypeAlias = Mapping[str, object]
SealingKey: TypeAlias = RSAPublicKey | bytes
OpeningKey: TypeAlias = RSAPrivateKey | bytes
"""An RSA key for the algorithms that wrap with one, the octets of a shared key for the others."""


class UnfitKey(ValueError):
    """A key of another kind or size than `alg` wants."""


class NotUnwrapped(ValueError):
    """The content key was not wrapped for this key."""


class MissingParameter(ValueError):
    """The header lacks what `alg` needs to unwrap: `iv` and `tag` in base64url, of 12 and 16 bytes."""


@dataclass(frozen=True)
class Wrapped:
    """A wrapped content key, and the header members that its receiver needs."""

    encrypted_key: bytes
    members: Mapping[str, str] = field(default_factory=dict)


def _drawn(_: SealingKey, size: int, chance: Chance) -> bytes:
    return chance(size)


@dataclass(frozen=True)
class KeyManagement:
    """One value of `alg`: where the content key comes from, and both directions of its way."""

    wrap: Callable[[bytes, SealingKey, Chance], Wrapped]
    unwrap: Callable[[bytes, OpeningKey, Header], bytes]
    content_key: Callable[[SealingKey, int, Chance], bytes] = _drawn


def _oaep(digest: str) -> KeyManagement:
    def wrap(cek: bytes, key: SealingKey, chance: Chance) -> Wrapped:
        if isinstance(key, bytes):
            raise UnfitKey("RSA-OAEP wants an RSA key")
        return Wrapped(wrapping.wrap_oaep(cek, key, digest=digest, chance=chance))

    def unwrap(wrapped: bytes, key: OpeningKey, _: Header) -> bytes:
        if isinstance(key, bytes):
            raise UnfitKey("RSA-OAEP wants an RSA key")
        try:
            return wrapping.unwrap_oaep(wrapped, key, digest=digest)
        except wrapping.NotUnwrappable as error:
            raise NotUnwrapped("the content key was not wrapped for this key") from error

    return KeyManagement(wrap, unwrap)


def _gcm(name: str) -> KeyManagement:
    """Wrap with AES-GCM under a shared key (RFC 7518, 4.7): the vector and the tag of the wrap travel in the header."""
    cipher = CONTENT_ENCRYPTION[name]

    def wrap(cek: bytes, key: SealingKey, chance: Chance) -> Wrapped:
        iv = chance(cipher.iv_bytes)
        sealed = cipher.encrypt(cek, Around(_shared(key, cipher.key_bytes), iv, b""))
        return Wrapped(sealed.ciphertext, {"iv": base64url.encode(iv), "tag": base64url.encode(sealed.tag)})

    def unwrap(wrapped: bytes, key: OpeningKey, header: Header) -> bytes:
        iv, tag = _octets(header, "iv", cipher.iv_bytes), _octets(header, "tag", TAG_BYTES)
        try:
            return cipher.decrypt(Sealed(wrapped, tag), Around(_shared(key, cipher.key_bytes), iv, b""))
        except NotAuthentic as error:
            raise NotUnwrapped("the content key was not wrapped with this key") from error

    return KeyManagement(wrap, unwrap)


def _direct() -> KeyManagement:
    """Use the shared key as content key (RFC 7518, 4.5): nothing is drawn for it, and nothing travels."""

    def unwrap(wrapped: bytes, key: OpeningKey, _: Header) -> bytes:
        if wrapped:
            raise NotUnwrapped("a directly used key leaves the second part empty")
        return _shared(key)

    return KeyManagement(lambda *_: Wrapped(b""), unwrap, lambda key, size, _: _shared(key, size))


def _shared(key: SealingKey | OpeningKey, size: int | None = None) -> bytes:
    if not isinstance(key, bytes):
        raise UnfitKey("a shared key is wanted, not an RSA key")
    if size is not None and len(key) != size:
        raise UnfitKey(f"the shared key has {len(key)} bytes, and {size} are wanted")
    return key


def _octets(header: Header, name: str, size: int) -> bytes:
    value = header.get(name)
    try:
        octets = base64url.decode(value) if isinstance(value, str) else b""
    except ValueError as error:
        raise MissingParameter(f"{name} in the header is not base64url") from error
    if len(octets) != size:
        raise MissingParameter(f"{name} in the header has {len(octets)} bytes, and {size} are wanted")
    return octets


KEY_MANAGEMENT: Final[Mapping[str, KeyManagement]] = {
    "RSA-OAEP": _oaep("sha1"),
    "RSA-OAEP-256": _oaep("sha256"),
    "A128GCMKW": _gcm("A128GCM"),
    "A256GCMKW": _gcm("A256GCM"),
    "dir": _direct(),
}
