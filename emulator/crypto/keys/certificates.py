"""Self-signed certificates that carry an RSA key, and the four fingerprints by which clients name one."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.x509.oid import NameOID

from emulator.crypto.keys.rsa import UnreadableKey

LIFETIME: Final = timedelta(days=365 * 20 + 5)


@dataclass(frozen=True)
class Fingerprints:
    """Lower-case hex digests of a certificate (DER) and of its public key (SubjectPublicKeyInfo DER).

    Mastercard's client library computes `cert_sha256` or `spki_sha256`; issuer-initiated digitization asks for
    `cert_sha1` (package mastercard-client-encryption, and its issue tracker).
    """

    cert_sha1: str
    cert_sha256: str
    spki_sha1: str
    spki_sha256: str

    def kind_of(self, fingerprint: str) -> str | None:
        """Return which of the four kinds `fingerprint` is, in any letter case, or None."""
        wanted = fingerprint.lower()
        return next((kind for kind, value in self.items() if value == wanted), None)

    def items(self) -> Iterator[tuple[str, str]]:
        """Give (kind, hex digest) pairs in the order of the fields."""
        for field in fields(self):
            yield field.name, getattr(self, field.name)


def self_signed(key: RSAPrivateKey, *, common_name: str, organization: str, not_before: datetime) -> x509.Certificate:
    """Make a certificate for `key`, signed by itself, valid for 20 years from `not_before`."""
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(_serial(key.public_key()))
        .not_valid_before(not_before)
        .not_valid_after(not_before + LIFETIME)
    )
    return builder.sign(key, hashes.SHA256())


def _serial(key: RSAPublicKey) -> int:
    # Taken from the key, not drawn: RFC 5280 wants it positive and at most 20 octets, and a key has one certificate here.
    return int.from_bytes(hashlib.sha256(_spki(key)).digest()[:16], "big") | 1


def certificate_pem(certificate: x509.Certificate) -> bytes:
    """Return the certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def load_certificate(pem: bytes) -> x509.Certificate:
    """Read a certificate that carries an RSA key from PEM. Raises `UnreadableKey`."""
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        public_key(certificate)
    except (ValueError, TypeError) as error:
        raise UnreadableKey("not a certificate with an RSA key in PEM form") from error
    return certificate


def public_key(certificate: x509.Certificate) -> RSAPublicKey:
    """Return the RSA key that the certificate carries. Raises `UnreadableKey` for a key of another kind."""
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey):
        raise UnreadableKey("the certificate carries a key that is not an RSA key")
    return key


def fingerprints(certificate: x509.Certificate) -> Fingerprints:
    """Compute the four fingerprints of a certificate."""
    der = certificate.public_bytes(serialization.Encoding.DER)
    spki = _spki(public_key(certificate))
    return Fingerprints(
        cert_sha1=hashlib.sha1(der, usedforsecurity=False).hexdigest(),
        cert_sha256=hashlib.sha256(der).hexdigest(),
        spki_sha1=hashlib.sha1(spki, usedforsecurity=False).hexdigest(),
        spki_sha256=hashlib.sha256(spki).hexdigest(),
    )


def _spki(key: RSAPublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
