"""Compact JSON Web Signatures over bytes (RFC 7515), RS256 and PS256; a thin coat over PyJWT."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

# PyJWT is imported where it is called: it costs a starting process 18 ms, and most never sign a token.


Algorithm = Literal["RS256", "PS256"]
ALLOWED: Final[tuple[Algorithm, ...]] = ("RS256",)
"""What a receiver allows unless told otherwise."""


class JwsError(ValueError):
    """The token is not a compact JWS that this key signed with an algorithm that is allowed."""


@dataclass(frozen=True)
class Verified:
    """A signature that holds: the protected header, and the payload that it covers."""

    header: Mapping[str, object]
    payload: bytes


def sign(payload: bytes, private_key: RSAPrivateKey, *, header: Mapping[str, object], algorithm: Algorithm = "RS256") -> str:
    """Return the compact token; `header` holds the members besides `alg`, in order.

    RS256 is reproducible; PS256 takes its salt from the system.
    """
    from jwt.api_jws import PyJWS

    # PyJWT writes `typ: JWT` of its own accord unless told that there is none.
    members = {"typ": None, **header}
    return PyJWS().encode(payload, private_key, algorithm=algorithm, headers=members)


def verify(token: str, public_key: RSAPublicKey, *, allowed: Collection[Algorithm] = ALLOWED) -> Verified:
    """Return what the token says. Raises `JwsError`."""
    from jwt.api_jws import PyJWS
    from jwt.exceptions import PyJWTError

    try:
        opened = PyJWS().decode_complete(token, public_key, algorithms=list(allowed))
    except (PyJWTError, ValueError) as error:
        raise JwsError(f"not a token that this key signed with {' or '.join(allowed)}") from error
    return Verified(opened["header"], opened["payload"])
