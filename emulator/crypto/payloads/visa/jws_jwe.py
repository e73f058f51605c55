"""What Visa sends to issuers as `encryptedData`: a JWE to the issuer's key inside a JWS by Visa's.

The nesting and the limit of 7,000 characters follow public integrations. No public source names the algorithms: PS256
around RSA-OAEP-256 and A256GCM is our default, and RS256 is taken as well.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from emulator.crypto.causes import Caused
from emulator.crypto.chance import Chance
from emulator.crypto.jose import jwe, jws

LONGEST: Final = 7000
LIFETIME: Final = timedelta(minutes=2)
ALGORITHMS: Final[tuple[jws.Algorithm, ...]] = ("PS256", "RS256")


class EncryptedDataError(Caused):
    """A text that does not verify and open; `cause` names the layer, and nothing of the plaintext is in the text."""


@dataclass(frozen=True)
class Signer:
    """Who signs: the private key, its id, and the algorithm."""

    private_key: RSAPrivateKey = field(repr=False)
    kid: str
    algorithm: jws.Algorithm = "PS256"


@dataclass(frozen=True)
class Recipient:
    """Who may read: the public key of an issuer, and its id."""

    public_key: RSAPublicKey
    kid: str


def seal(plaintext: bytes, signer: Signer, recipient: Recipient, *, at: datetime, chance: Chance) -> str:
    """Return `encryptedData`. Draws content key, vector and OAEP seed; RS256 adds no chance, PS256 the system's salt.

    Raises `EncryptedDataError` when the text would be longer than 7,000 characters.
    """
    issued = int(at.timestamp())
    inner = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": recipient.kid, "iat": issued}
    token = jwe.seal(plaintext, recipient.public_key, header=inner, chance=chance)
    outer = {"typ": "JOSE", "cty": "JWE", "kid": signer.kid, "iat": issued, "exp": issued + int(LIFETIME.total_seconds())}
    text = jws.sign(token.encode("ascii"), signer.private_key, header=outer, algorithm=signer.algorithm)
    if len(text) > LONGEST:
        raise EncryptedDataError(f"{len(text)} characters, and {LONGEST} are allowed", cause="too_long")
    return text


def open_sealed(text: str, signing_key: RSAPublicKey, private_key: RSAPrivateKey, *, now: datetime) -> bytes:
    """Verify with Visa's key, then open with the issuer's; `now` is aware. Raises `EncryptedDataError`."""
    if len(text) > LONGEST:
        raise EncryptedDataError(f"{len(text)} characters, and {LONGEST} are allowed", cause="too_long")
    try:
        verified = jws.verify(text, signing_key, allowed=ALGORITHMS)
    except jws.JwsError as error:
        raise EncryptedDataError(str(error), cause="signature_mismatch") from error
    expires = verified.header.get("exp")
    if isinstance(expires, int) and expires < now.timestamp():
        raise EncryptedDataError("exp has passed", cause="expired")
    try:
        return jwe.open_sealed(verified.payload.decode("ascii", "replace"), lambda _: private_key).plaintext
    except jwe.JweError as error:
        raise EncryptedDataError(str(error), cause=error.cause) from error
