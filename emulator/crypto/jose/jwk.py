"""The public JSON Web Key of an RSA certificate (RFC 7517, with the RSA members of RFC 7518)."""

import base64
import hashlib

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from emulator.crypto.jose import base64url
from emulator.crypto.keys import certificates


def verification_key(certificate: x509.Certificate, *, kid: str) -> dict[str, object]:
    """Return the key with which the signatures of this certificate's owner are verified (RS256).

    The members are those of a Token Connect signature asset: kty, e, n, alg, use, key_ops, kid, x5c and x5t#S256
    (developer.mastercard.com, MDES Token Connect, code and formats).
    """
    numbers = certificates.public_key(certificate).public_numbers()
    der = certificate.public_bytes(serialization.Encoding.DER)
    return {
        "kty": "RSA",
        "e": _unsigned(numbers.e),
        "n": _unsigned(numbers.n),
        "alg": "RS256",
        "use": "sig",
        "key_ops": ["verify"],
        "kid": kid,
        "x5c": [base64.b64encode(der).decode("ascii")],
        "x5t#S256": base64url.encode(hashlib.sha256(der).digest()),
    }


def _unsigned(number: int) -> str:
    return base64url.encode(number.to_bytes((number.bit_length() + 7) // 8, "big"))
