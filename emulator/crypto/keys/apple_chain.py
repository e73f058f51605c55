"""What an issuer must check before it encrypts to a wallet: the leaf by its marker, and the chain to the root it has pinned.

The rules are those of Apple's published trust policy for this use: leaf, intermediate of a known name, pinned root; a root
that the client sends does not count. The list's order does not matter.
"""

import base64
import binascii
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.x509.oid import NameOID

from emulator.crypto.causes import Caused
from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.crypto.keys import apple_pki

CHECK: Final = "chain"
PEM: Final = "-----BEGIN"
REMEMBERED: Final = 64
UNREADABLE: Final = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    Warning,
)
"""What the library raises for certificates that it cannot read to the end, or reads against RFC 5280 and only warns."""


class ChainError(Caused):
    """A list of certificates that an issuer must not trust; `cause` names what is wrong."""


@dataclass(frozen=True)
class ChainCase:
    """The certificates as they were sent, the pinned root, and the time (aware)."""

    texts: Sequence[str]
    root: x509.Certificate
    now: datetime


def explain(texts: Sequence[str], *, root: x509.Certificate, now: datetime) -> Finding | None:
    """Name the first mistake in a chain of base64 texts, or return None when an issuer may trust it."""
    return recognise(ChainCase(texts, root, now), CATALOGUE, check=CHECK)


def trusted_key(texts: Sequence[str], *, root: x509.Certificate, now: datetime) -> EllipticCurvePublicKey:
    """Return the leaf's key when the whole chain holds at `now` (aware). Raises `ChainError`."""
    certificates = [read(text) for text in texts]
    leaf = next(filter(apple_pki.is_marked, certificates), None)
    if leaf is None:
        raise ChainError(f"no certificate carries the marker {apple_pki.MARKER.dotted_string}", cause="no_leaf_with_marker_oid")
    key = _key_of(leaf)
    intermediate = _intermediate(leaf, certificates)
    for certificate, issuer in ((leaf, intermediate), (intermediate, root)):
        _require_issued(certificate, issuer)
    for name, certificate in (("leaf", leaf), ("intermediate", intermediate), ("root", root)):
        _require_valid(name, certificate, now)
    return key


def leaf_key(text: str) -> EllipticCurvePublicKey:
    """Return the key of a leaf that came alone, so that its signature cannot be checked. Raises `ChainError`."""
    leaf = read(text)
    if not apple_pki.is_marked(leaf):
        raise ChainError(f"the certificate does not carry the marker {apple_pki.MARKER.dotted_string}", cause="no_leaf_with_marker_oid")
    return _key_of(leaf)


def age_of(text: str, *, now: datetime) -> Finding | None:
    """Remark on a certificate that is not valid at `now` (aware). Raises `ChainError`."""
    try:
        _require_valid("leaf", read(text), now)
    except ChainError as error:
        return Finding(check=CHECK, cause=error.cause, message=f"The chain cannot be trusted: {error}.", fix=RENEW)
    return None


def _key_of(leaf: x509.Certificate) -> EllipticCurvePublicKey:
    key = leaf.public_key()
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ChainError("the leaf's key is not of the curve P-256", cause="leaf_key_not_p256")
    usage = apple_pki.key_usage(leaf)
    if usage is None or not usage.key_encipherment:
        raise ChainError("the leaf's key may not be used for key encipherment", cause="leaf_key_usage")
    return key


# A wallet's certificate is asked for its key and for its age, and comes again with every card that the wallet adds.
@lru_cache(maxsize=REMEMBERED)
def read(text: str) -> x509.Certificate:
    """Return a certificate from the base64 of its DER. Raises `ChainError`."""
    if text.lstrip().startswith(PEM):
        raise ChainError("a certificate is written as PEM", cause="pem_instead_of_der")
    try:
        der = binascii.a2b_base64(text, strict_mode=True)
    except ValueError as error:
        raise ChainError("a certificate is not standard base64", cause="not_a_certificate") from error
    if der.startswith(PEM.encode()):
        raise ChainError("a certificate is the base64 of PEM", cause="pem_instead_of_der")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _whole(x509.load_der_x509_certificate(der))
    except UNREADABLE as error:
        raise ChainError("the bytes are not a certificate", cause="not_a_certificate") from error


def _whole(certificate: x509.Certificate) -> x509.Certificate:
    # The library reads these parts only when they are asked for, and a hostile certificate spoils any of them.
    certificate.public_key()
    _ = (certificate.extensions, certificate.subject, certificate.issuer, certificate.signature_hash_algorithm)
    _ = (certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    return certificate


def write(certificates: Sequence[bytes]) -> list[str]:
    """Return the base64 texts of certificates in DER."""
    return [base64.b64encode(der).decode("ascii") for der in certificates]


def _intermediate(leaf: x509.Certificate, certificates: Sequence[x509.Certificate]) -> x509.Certificate:
    found = next((certificate for certificate in certificates if certificate.subject == leaf.issuer and certificate is not leaf), None)
    if found is None:
        raise ChainError("the certificate that signed the leaf is missing", cause="intermediate_missing")
    names = found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if [name.value for name in names] != [apple_pki.INTERMEDIATE]:
        raise ChainError("the intermediate has another name", cause="intermediate_name")
    usage = apple_pki.key_usage(found)
    if usage is None or not usage.key_cert_sign:
        raise ChainError("the intermediate may not sign certificates", cause="intermediate_key_usage")
    return found


def _require_issued(certificate: x509.Certificate, issuer: x509.Certificate) -> None:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm) as error:
        raise ChainError("a signature of the chain does not hold, or the root is not the pinned one", cause="chain_signature") from error


def _require_valid(name: str, certificate: x509.Certificate, now: datetime) -> None:
    if now > certificate.not_valid_after_utc:
        raise ChainError(f"the {name} expired on {certificate.not_valid_after_utc:%Y-%m-%d}", cause=f"{name}_expired")
    if now < certificate.not_valid_before_utc:
        raise ChainError(f"the {name} is valid only from {certificate.not_valid_before_utc:%Y-%m-%d}", cause=f"{name}_not_yet_valid")


def _fails(cause: str) -> Callable[[ChainCase], Evidence | None]:
    def recognise_it(case: ChainCase) -> Evidence | None:
        try:
            trusted_key(case.texts, root=case.root, now=case.now)
        except ChainError as error:
            return Evidence(f"The chain cannot be trusted: {error}.") if error.cause == cause else None
        return None

    return recognise_it


def _row(cause: str, fix: str) -> Mistake[ChainCase]:
    return Mistake(cause, _fails(cause), fix)


RENEW: Final = "Ask the wallet for a new chain; check the clock of both sides."

CATALOGUE: Final[tuple[Mistake[ChainCase], ...]] = (
    _row("pem_instead_of_der", "Send the base64 of the DER bytes, without PEM lines."),
    _row("not_a_certificate", "Send each certificate as the standard base64 of its DER bytes."),
    _row("no_leaf_with_marker_oid", "Find the leaf by its marker extension, not by its place; send the wallet's own chain."),
    _row("leaf_key_not_p256", "Use the ECC chain: the scheme is EV_ECC_v2."),
    _row("leaf_key_usage", "Encrypt only to a leaf whose key usage has key encipherment."),
    _row("intermediate_missing", "Send leaf and intermediate, both of them as the wallet gave them."),
    _row("intermediate_name", f"Accept only the intermediate {apple_pki.INTERMEDIATE}."),
    _row("intermediate_key_usage", "Accept only an intermediate that may sign certificates."),
    _row("chain_signature", "Check each signature, up to the root that you have pinned; do not trust a root that was sent."),
    _row("leaf_expired", RENEW),
    _row("leaf_not_yet_valid", RENEW),
    _row("intermediate_expired", RENEW),
    _row("intermediate_not_yet_valid", RENEW),
    _row("root_expired", "Pin the current root."),
    _row("root_not_yet_valid", "Check the clock."),
)
