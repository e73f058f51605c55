"""A node that cannot be opened, opened in every wrong way: what a mistaken client did is what works."""

import binascii
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from emulator.crypto import aes_cbc
from emulator.crypto.keys import wrapping
from emulator.crypto.keys.keyring import KeyPair, Keyring
from emulator.crypto.payloads import mastercard_fle as fle

PKCS1: Final = "PKCS#1 v1.5"


@dataclass(frozen=True)
class Wrapping:
    """One way to wrap a content key, under the name that an explanation shows."""

    name: str
    unwrap: Callable[[bytes, RSAPrivateKey], bytes]


def _oaep(name: str, digest: str, mask_digest: str | None = None) -> Wrapping:
    return Wrapping(name, partial(wrapping.unwrap_oaep, digest=digest, mask_digest=mask_digest))


OAEP: Final = (
    _oaep("SHA256", "sha256"),
    _oaep("SHA512", "sha512"),
    _oaep("SHA1", "sha1"),
    _oaep("SHA384", "sha384"),
    # What Java's OAEPWithSHA-256AndMGF1Padding means unless it is told otherwise.
    _oaep("SHA256 with MGF1 of SHA1", "sha256", "sha1"),
    _oaep("SHA512 with MGF1 of SHA1", "sha512", "sha1"),
)
PKCS1_V15: Final = Wrapping(PKCS1, wrapping.unwrap_pkcs1v15)


@dataclass(frozen=True)
class Opening:
    """A way that works: whose key, wrapped how, and the content key that came out."""

    pair: str
    wrapping: str
    content_key: bytes


@dataclass(frozen=True)
class FleCase:
    """An encrypted node, the keys that open requests here, and the other key pairs that the sender may have mixed in."""

    node: Mapping[str, object]
    keyring: Keyring
    others: Keyring

    def text(self, name: str) -> str:
        """Return a member as text; nothing when it is absent or of another type."""
        value = self.node.get(name)
        return value if isinstance(value, str) else ""

    @cached_property
    def wrapped_key(self) -> bytes:
        """The bytes of `encryptedKey`; none when it is not hex."""
        return from_hex(self.text("encryptedKey"))

    @cached_property
    def ciphertext(self) -> bytes:
        """The bytes of `encryptedData`; none when it is not hex."""
        return from_hex(self.text("encryptedData"))

    @cached_property
    def iv(self) -> bytes:
        """The bytes of `iv`, or zeros when it is absent."""
        return from_hex(self.text("iv")) or fle.ZERO_IV

    @cached_property
    def named(self) -> KeyPair | None:
        """The pair that the fingerprint names, if its private key is here."""
        pair = self.keyring.find(self.text("publicKeyFingerprint"))
        return pair if pair is not None and pair.private_key is not None else None

    @property
    def announced(self) -> str:
        """The wrapping that the node announces."""
        name = self.text("oaepHashingAlgorithm")
        return name.upper().replace("-", "") if name else PKCS1

    @cached_property
    def with_named_key(self) -> Opening | None:
        """The first way in which the named key opens the node."""
        return next(self._openings([self.named] if self.named else []), None)

    @cached_property
    def with_another_key(self) -> Opening | None:
        """The first way in which another key opens the node."""
        pairs = (*self.keyring.pairs, *self.others.pairs)
        return next(self._openings(pair for pair in pairs if pair is not self.named), None)

    def _openings(self, pairs: Iterable[KeyPair]) -> Iterator[Opening]:
        for pair in pairs:
            for way in (*OAEP, PKCS1_V15):
                content_key = self._unwrapped(pair, way)
                if content_key is not None:
                    yield Opening(pair.name, way.name, content_key)

    def _unwrapped(self, pair: KeyPair, way: Wrapping) -> bytes | None:
        if pair.private_key is None:
            return None
        try:
            content_key = way.unwrap(self.wrapped_key, pair.private_key)
        except wrapping.NotUnwrappable:
            return None
        # OAEP proves itself. PKCS#1 v1.5 never fails in current OpenSSL, so what it gives must also open the content.
        proven = way.name != PKCS1 or self._opens_content(content_key)
        return content_key if proven else None

    def _opens_content(self, content_key: bytes) -> bool:
        plaintext = self.plaintext(content_key)
        return plaintext is not None and (is_json(plaintext) or is_text(plaintext[aes_cbc.BLOCK :]))

    @cached_property
    def content_key(self) -> bytes:
        """The key that the named private key unwraps, in whatever way; none when it unwraps nothing."""
        return self.with_named_key.content_key if self.with_named_key else b""

    def plaintext(self, content_key: bytes, iv: bytes | None = None) -> bytes | None:
        """Return what CBC gives with this key, or None when it gives nothing well padded."""
        if len(content_key) not in aes_cbc.KEY_SIZES:
            return None
        try:
            return aes_cbc.decrypt(self.ciphertext, content_key, self.iv if iv is None else iv)
        except ValueError:
            return None


def from_hex(text: str) -> bytes:
    """Return the bytes of a hex text; none when it is not hex."""
    try:
        return binascii.unhexlify(text)
    except ValueError:
        return b""


def from_base64(text: str) -> bytes:
    """Return the bytes of a base64 text; none when it is not base64."""
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return b""


def is_json(plaintext: bytes) -> bool:
    """Tell whether the bytes are a JSON object or array."""
    try:
        return isinstance(json.loads(plaintext), dict | list)
    except (ValueError, RecursionError):
        return False


def is_text(octets: bytes) -> bool:
    """Tell whether the bytes are the printable rest of a text, cut anywhere at its beginning."""
    # A cut may leave up to three bytes of a character.
    cut = next((octets[skip:] for skip in range(4) if skip < len(octets) and octets[skip] & 0xC0 != 0x80), b"")
    try:
        return bool(cut) and all(letter.isprintable() or letter.isspace() for letter in cut.decode("utf-8"))
    except UnicodeDecodeError:
        return False
