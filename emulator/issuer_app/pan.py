"""Card numbers: masked in print, sealed at rest, found again by a keyed hash."""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .errors import UnreadableCard

NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True, repr=False)
class Pan:
    """A card number of 9 to 19 digits (ISO/IEC 7812); its digits leave it only through `reveal()`."""

    digits: str

    def __post_init__(self) -> None:
        if not (9 <= len(self.digits) <= 19 and self.digits.isascii() and self.digits.isdigit()):
            raise ValueError("a card number is 9 to 19 digits")

    def reveal(self) -> str:
        """Return the digits in clear: an act, to be seen in review."""
        return self.digits

    @property
    def last4(self) -> str:
        """The last four digits, which may be shown."""
        return self.digits[-4:]

    def __str__(self) -> str:
        return "*" * (len(self.digits) - 4) + self.last4

    def __repr__(self) -> str:
        return f"Pan({self})"


@dataclass(frozen=True, slots=True, repr=False)
class SealedPan:
    """A card number as the database keeps it: `box` is nonce, AES-GCM ciphertext and tag; `lookup` is a keyed hash in hex."""

    box: bytes
    lookup: str
    last4: str


class Vault:
    """Seals and opens card numbers under one 32-byte key, the card key.

    Two keys are derived from it (HKDF, RFC 5869): one for AES-256-GCM, one for the HMAC that finds a card by its number, so
    that the hash tells nothing about the cipher. The hash is the cipher's additional data: a box moved to another row does
    not open.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derive(key, b"issuer-app pan seal"))
        self._lookup_key = _derive(key, b"issuer-app pan lookup")

    def lookup(self, pan: Pan) -> str:
        """Return the keyed hash under which a card with this number is stored, 64 hex digits."""
        return hmac.new(self._lookup_key, pan.reveal().encode(), sha256).hexdigest()

    def seal(self, pan: Pan, nonce: bytes) -> SealedPan:
        """Seal a card number under a 12-byte nonce that was never used before."""
        lookup = self.lookup(pan)
        box = nonce + self._cipher.encrypt(nonce, pan.reveal().encode(), lookup.encode())
        return SealedPan(box=box, lookup=lookup, last4=pan.last4)

    def open(self, box: bytes, lookup: str) -> Pan:
        """Open what `seal` made. Raises UnreadableCard when the key is another, or the box was changed."""
        try:
            digits = self._cipher.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], lookup.encode())
        except (InvalidTag, ValueError) as error:
            raise UnreadableCard from error
        return Pan(digits.decode())


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(key)
