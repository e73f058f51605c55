"""Apple's encryption of pass data (EV_ECC_v2, developer.apple.com) by hand, with every step open to be done wrong."""

import base64
import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.wallets.issuer import HOLDER, VISA, Message

MERCHANT: Final = "merchant.example.shop"
COUNTER: Final = b"\0\0\0\1"
ALGORITHM: Final = b"\x0did-aes256-GCM"
PARTY_U: Final = b"Apple"


def public(certificate: str) -> ec.EllipticCurvePublicKey:
    """The key of a certificate, base64 of DER."""
    key = x509.load_der_x509_certificate(base64.b64decode(certificate)).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    return key


def point(key: ec.EllipticCurvePublicKey, form: PublicFormat = PublicFormat.UncompressedPoint) -> bytes:
    """A point as it is written in SEC 1."""
    return key.public_bytes(Encoding.X962, form)


def spki(key: ec.EllipticCurvePublicKey) -> bytes:
    """A key as SubjectPublicKeyInfo."""
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@dataclass(frozen=True)
class Envelope:
    """One payload for one session, by an issuer with an ephemeral key."""

    session: Message
    ephemeral: ec.EllipticCurvePrivateKey

    @property
    def leaf(self) -> ec.EllipticCurvePublicKey:
        """The key to encrypt to."""
        return public(self.session["certificates"][0])

    @property
    def own(self) -> ec.EllipticCurvePublicKey:
        """The public half of the ephemeral key."""
        return self.ephemeral.public_key()

    @cached_property
    def secret(self) -> bytes:
        """What both sides agree on."""
        return self.ephemeral.exchange(ec.ECDH(), self.leaf)

    @property
    def members(self) -> dict[str, Any]:
        """Good pass data with the number in clear."""
        nonce, signature = self.session["nonceHex"], self.session["nonceSignatureHex"]
        return {"primaryAccountNumber": VISA, "expiration": "12/29", "name": HOLDER, "nonce": nonce, "nonceSignature": signature}

    def key(self, **parts: bytes) -> bytes:
        """The content key, by the one-step derivation of NIST SP 800-56A; any part of it can be another."""
        secret = parts.get("secret", self.secret)
        head = parts.get("counter", COUNTER) + secret + parts.get("algorithm", ALGORITHM) + PARTY_U
        return sha256(head + parts.get("party_v", point(self.own))).digest()

    def sealed(self, plaintext: bytes | None = None, *, key: bytes | None = None, iv: bytes = bytes(12)) -> bytes:
        """The ciphertext, its tag behind it."""
        text = json.dumps(self.members).encode() if plaintext is None else plaintext
        return AESGCM(key or self.key()).encrypt(iv, text, None)

    def payload(self, sealed: bytes, activation: str = "", *, own: bytes | None = None) -> Message:
        """The three results as they travel."""
        parts = {"encryptedPassData": sealed, "activationData": activation.encode() or b"x", "ephemeralPublicKey": own or point(self.own)}
        return {name: base64.b64encode(part).decode() for name, part in parts.items()}
