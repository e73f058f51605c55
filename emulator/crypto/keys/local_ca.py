"""A certificate authority for one machine: it vouches for the emulator's TLS certificate, and for nothing that matters."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_AUTHORITY: Final = "tsp-emulator local CA (development only)"
_LIFETIME: Final = timedelta(days=3_650)
# Browsers and Apple's clients take no server certificate that lives longer than 398 days (CA/Browser Forum, ballot SC31).
_SERVER_LIFETIME: Final = timedelta(days=397)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Pair:
    """A certificate and its private key as PEM."""

    certificate: bytes
    key: bytes = field(repr=False)


def authority(now: datetime) -> Pair:
    """Make a new authority, valid for ten years; its key is drawn by the system."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(_AUTHORITY)
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    builder = _builder(name, name, key, start=now - _DAY, end=now + _LIFETIME)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).add_extension(usage, critical=True)
    return _pair(builder, key, key)


def server(authority: Pair, names: Iterable[str], *, now: datetime) -> Pair:
    """Make a certificate for a server that is reached by these names and addresses, valid from yesterday for 397 days."""
    return _leaf(authority, names, start=now - _DAY)


def expired_server(authority: Pair, names: Iterable[str], *, now: datetime) -> Pair:
    """Make one that ended yesterday."""
    return _leaf(authority, names, start=now - _DAY - _SERVER_LIFETIME)


def _leaf(authority: Pair, names: Iterable[str], *, start: datetime) -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.load_pem_x509_certificate(authority.certificate)
    signer = serialization.load_pem_private_key(authority.key, password=None)
    if not isinstance(signer, EllipticCurvePrivateKey):
        raise ValueError("the authority's key is none of ours")
    known = [_general_name(name) for name in dict.fromkeys(names)]
    builder = _builder(_name("tsp-emulator"), issuer.subject, key, start=start, end=start + _SERVER_LIFETIME)
    builder = builder.add_extension(x509.SubjectAlternativeName(known), critical=False)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    # RFC 5280, 4.2.1.1 and 4.2.1.2: without them strict clients build no path.
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    return _pair(builder, key, signer)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, *, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _pair(builder: x509.CertificateBuilder, key: EllipticCurvePrivateKey, signer: EllipticCurvePrivateKey) -> Pair:
    form = serialization.PrivateFormat.PKCS8
    private = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    return Pair(builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), private)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
