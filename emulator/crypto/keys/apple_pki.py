"""Certificates of the structure that Apple's in-app provisioning has, under a name that cannot be taken for Apple's.

Root, intermediate, leaf; the leaf is told by a marker extension. The structure is that of published leaf certificates and
of Apple's published trust policy for this use. All randomness is an argument, and signatures are deterministic (RFC 6979).
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtensionOID, NameOID, ObjectIdentifier

from emulator.crypto.chance import Chance
from emulator.crypto.keys import p256

ORGANIZATION: Final = "Emulated Apple (NOT Apple Inc.)"
ROOT: Final = "Emulated Apple Root CA - G3"
INTERMEDIATE: Final = "Apple Worldwide Developer Relations CA - G2"
"""Apple's policy compares this name, so an issuer under test may do the same; the organization says whose it is not."""

LEAF: Final = "ecc-crypto-services-encipherment_UC6-EMULATOR"
MARKER: Final = ObjectIdentifier("1.2.840.113635.100.6.39")
MARKER_VALUE: Final = b"\x05\x00"
"""ASN.1 NULL, in a critical extension: what tells the leaf from other certificates, wherever it stands in the list."""

POLICY: Final = ObjectIdentifier("1.2.840.113635.100.5.1")
OCSP_URL: Final = "http://ocsp.emulated-apple.invalid/wwdrca2"
CRL_URL: Final = "http://crl.emulated-apple.invalid/wwdrca2.crl"

CA_LIFETIME: Final = timedelta(days=365 * 20 + 5)
LEAF_LIFETIME: Final = timedelta(days=761)
"""About 25 months, as published leaf certificates have."""


@dataclass(frozen=True)
class Identity:
    """A certificate and its private key."""

    certificate: x509.Certificate
    private_key: EllipticCurvePrivateKey = field(repr=False)

    @property
    def der(self) -> bytes:
        """The certificate as it travels."""
        return self.certificate.public_bytes(serialization.Encoding.DER)


@dataclass(frozen=True)
class Authority:
    """Who signs leaf certificates: issuers pin the root, wallets send the intermediate."""

    root: Identity
    intermediate: Identity

    def chain(self, leaf: Identity) -> tuple[bytes, ...]:
        """Return what a wallet hands to an app: leaf first, without root, in DER."""
        return leaf.der, self.intermediate.der


@dataclass(frozen=True)
class LeafProfile:
    """What a leaf certificate says of itself; the usual is right, and a test of an issuer may want a wrong one."""

    lifetime: timedelta = LEAF_LIFETIME
    key_encipherment: bool = True
    marked: bool = True


USUAL: Final = LeafProfile()


def make_authority(*, chance: Chance, not_before: datetime) -> Authority:
    """Make a root and an intermediate, valid for 20 years from `not_before`. Draws two keys of 32 bytes."""
    root_key, intermediate_key = p256.draw(chance), p256.draw(chance)
    root_name = _name(ROOT, "Certification Authority")
    root = _ca(root_name, root_key, x509.CertificateBuilder().issuer_name(root_name), not_before=not_before)
    signed_root = Identity(_sign(root, root_key, root_key), root_key)
    builder = x509.CertificateBuilder().issuer_name(root_name)
    intermediate = _ca(_name(INTERMEDIATE, "Apple Certification Authority"), intermediate_key, builder, not_before=not_before)
    return Authority(signed_root, Identity(_sign(intermediate, intermediate_key, root_key), intermediate_key))


def issue_leaf(authority: Authority, *, chance: Chance, not_before: datetime, profile: LeafProfile = USUAL) -> Identity:
    """Make a leaf under the intermediate. Draws one key of 32 bytes; the serial number follows from key and time."""
    key = p256.draw(chance)
    builder = (
        x509.CertificateBuilder()
        .issuer_name(authority.intermediate.certificate.subject)
        .subject_name(_name(LEAF, "ApplePay"))
        .not_valid_before(not_before)
        .not_valid_after(not_before + profile.lifetime)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_issuing_key(authority.intermediate.private_key), critical=False)
        .add_extension(_access(), critical=False)
        .add_extension(x509.CertificatePolicies([x509.PolicyInformation(POLICY, None)]), critical=False)
        .add_extension(_revocations(), critical=False)
        .add_extension(_usage(key_encipherment=profile.key_encipherment, key_agreement=True), critical=True)
    )
    if profile.marked:
        builder = builder.add_extension(x509.UnrecognizedExtension(MARKER, MARKER_VALUE), critical=True)
    return Identity(_sign(builder, key, authority.intermediate.private_key), key)


def _ca(
    subject: x509.Name, key: EllipticCurvePrivateKey, builder: x509.CertificateBuilder, *, not_before: datetime
) -> x509.CertificateBuilder:
    return (
        builder.subject_name(subject)
        .not_valid_before(not_before)
        .not_valid_after(not_before + CA_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    )


def _sign(builder: x509.CertificateBuilder, key: EllipticCurvePrivateKey, by: EllipticCurvePrivateKey) -> x509.Certificate:
    public_key = key.public_key()
    named = builder.public_key(public_key).serial_number(_serial(key))
    whole = named.add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    return whole.sign(by, hashes.SHA256(), ecdsa_deterministic=True)


def _serial(key: EllipticCurvePrivateKey) -> int:
    # Taken from the key, not drawn: RFC 5280 wants it positive and at most 20 octets, and a key has one certificate here.
    return int.from_bytes(hashlib.sha256(p256.point(key.public_key())).digest()[:16], "big") | 1


def _name(common_name: str, unit: str) -> x509.Name:
    parts = (
        (NameOID.COMMON_NAME, common_name),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        (NameOID.ORGANIZATION_NAME, ORGANIZATION),
        (NameOID.COUNTRY_NAME, "US"),
    )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _usage(**allowed: bool) -> x509.KeyUsage:
    nothing = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**{**nothing, **allowed})


def _issuing_key(key: EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _access() -> x509.AuthorityInformationAccess:
    location = x509.UniformResourceIdentifier(OCSP_URL)
    return x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.OCSP, location)])


def _revocations() -> x509.CRLDistributionPoints:
    location = x509.UniformResourceIdentifier(CRL_URL)
    return x509.CRLDistributionPoints([x509.DistributionPoint([location], None, None, None)])


def is_marked(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate carries the marker of a provisioning leaf, whatever its value."""
    return any(extension.oid == MARKER for extension in certificate.extensions)


def key_usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    """Return what a certificate's key may be used for, or None when it does not say."""
    try:
        found = certificate.extensions.get_extension_for_oid(ExtensionOID.KEY_USAGE).value
    except x509.ExtensionNotFound:
        return None
    return found if isinstance(found, x509.KeyUsage) else None
