"""The issuer's check of the certificates that Apple's wallet hands over, before anything is encrypted to them.

The rules are those of Apple's published trust policy for this use: the leaf is told by its marker extension, never by its
place, and the chain ends at the root that the issuer has pinned; a root that was sent is passed over.
"""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.x509.oid import NameOID, ObjectIdentifier

from ..errors import UntrustedChain

MARKER: Final = ObjectIdentifier("1.2.840.113635.100.6.39")
INTERMEDIATE: Final = "Apple Worldwide Developer Relations CA - G2"
NO_LEAF: Final = "no certificate carries the marker of a provisioning leaf"
_UNREADABLE: Final = (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension)


def trusted_key(certificates: Sequence[str], root: x509.Certificate, now: datetime) -> EllipticCurvePublicKey:
    """Return the leaf's key when the chain holds at `now` (aware); `certificates` are base64 of DER. Raises UntrustedChain."""
    sent = [_read(text) for text in certificates]
    leaf = next((one for one in sent if _is_marked(one)), None)
    if leaf is None:
        raise UntrustedChain(NO_LEAF)
    signer = next((one for one in sent if one.subject == leaf.issuer and one is not leaf), None)
    if signer is None or _common_name(signer) != INTERMEDIATE:
        raise UntrustedChain("the intermediate certificate is missing")
    _check_signed(leaf, signer)
    _check_signed(signer, root)
    for certificate in (leaf, signer, root):
        _check_valid(certificate, now)
    return _key_of(leaf)


def leaf_of(certificates: Sequence[str]) -> str:
    """Return the leaf as it was sent. Raises UntrustedChain when there is none."""
    leaf = next((text for text in certificates if _is_marked(_read(text))), None)
    if leaf is None:
        raise UntrustedChain(NO_LEAF)
    return leaf


def _read(text: str) -> x509.Certificate:
    try:
        certificate = x509.load_der_x509_certificate(base64.b64decode(text, validate=True))
        _ = (certificate.extensions, certificate.public_key())
    except (*_UNREADABLE, binascii.Error):
        raise UntrustedChain("a certificate is not base64 of DER") from None
    return certificate


def _is_marked(certificate: x509.Certificate) -> bool:
    return any(extension.oid == MARKER for extension in certificate.extensions)


def _common_name(certificate: x509.Certificate) -> str:
    return "".join(str(name.value) for name in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME))


def _check_signed(certificate: x509.Certificate, signer: x509.Certificate) -> None:
    try:
        certificate.verify_directly_issued_by(signer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        raise UntrustedChain("a signature does not hold, or the chain does not end at the pinned root") from None


def _check_valid(certificate: x509.Certificate, now: datetime) -> None:
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise UntrustedChain("a certificate is not valid now")


def _key_of(leaf: x509.Certificate) -> EllipticCurvePublicKey:
    try:
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise UntrustedChain("the leaf does not say what its key is for") from None
    key = leaf.public_key()
    if not usage.key_encipherment or not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise UntrustedChain("the leaf's key may not encipher keys, or is not on P-256")
    return key
