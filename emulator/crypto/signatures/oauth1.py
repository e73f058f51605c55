"""Mastercard's OAuth 1.0a profile: RSA over a base string and a body hash, signed and verified as its clients do."""

import base64
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import unquote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from emulator.crypto.chance import Chance
from emulator.crypto.diagnosis import Finding, Refused, diagnose, recognise
from emulator.crypto.signatures import oauth1_body_hash_mistakes as body_hash_mistakes
from emulator.crypto.signatures import oauth1_header_mistakes as header_mistakes
from emulator.crypto.signatures import oauth1_mistakes as signature_mistakes
from emulator.crypto.signatures.oauth1_base_string import (
    Parameters,
    SignedRequest,
    base_string,
    legacy_base_string,
    percent_encode,
    unescape_base64,
)

__all__ = [
    "Parameters",
    "Recipe",
    "SignedRequest",
    "Verified",
    "base_string",
    "check_body_hash",
    "check_clock",
    "check_signature",
    "consumer_key",
    "nonce",
    "parse",
    "require_parameters",
    "sign",
    "unknown_consumer_key",
    "verify",
]

Recipe = Literal["modern", "legacy"]
"""How the client built its base string: as package mastercard-oauth1-signer, or as mastercard_api_core."""

RECIPES: Final[Mapping[Recipe, Callable[[SignedRequest, Parameters], str]]] = {"modern": base_string, "legacy": legacy_base_string}
PADDINGS: Final[Mapping[str, padding.AsymmetricPadding]] = {
    "RSA-SHA256": padding.PKCS1v15(),
    "RSA-PSS": padding.PSS(padding.MGF1(hashes.SHA256()), signature_mistakes.SALT_BYTES),
}
SHA256: Final = hashes.SHA256()
NONCE_ALPHABET: Final = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

_PARAMETERS_OF: Final = re.compile(r'([A-Za-z0-9_]+)="([^"]*)"').findall


@dataclass(frozen=True)
class Verified:
    """A request whose signature holds."""

    recipe: Recipe
    parameters: Parameters
    consumer_key: str


def verify(request: SignedRequest, public_key: RSAPublicKey) -> Verified:
    """Make every check in its order with the key of an already known consumer. Raises `Refused`."""
    parameters = parse(request.authorization)
    require_parameters(parameters, body=request.body)
    check_body_hash(parameters, request.body)
    return Verified(check_signature(request, parameters, public_key), parameters, consumer_key(parameters))


def parse(authorization: str | None) -> Parameters:
    """Return the header's parameters, values raw. Raises `Refused` (check "header")."""
    return _parameters(authorization or "")


# Asked for the consumer key first, and then for all the rest.
@lru_cache(maxsize=64)
def _parameters(text: str) -> Parameters:
    pairs = _PARAMETERS_OF(text) if text[:6].lower() == "oauth " else []
    parameters = dict(pairs)
    if not parameters or len(parameters) != len(pairs):
        raise Refused(diagnose(text, header_mistakes.HEADER, otherwise=header_mistakes.MALFORMED))
    return parameters


def require_parameters(parameters: Parameters, *, body: bytes) -> None:
    """Refuse a header that lacks a parameter or uses another method. Raises `Refused` (check "parameters").

    A body hash is required when there is a body, and optional otherwise: one official client sends it always, the
    other never without a body (packages mastercard-oauth1-signer, mastercard_api_core).
    """
    case = header_mistakes.ParameterCase(parameters, has_body=bool(body))
    found = recognise(case, header_mistakes.PARAMETERS, check="parameters")
    if found is not None:
        raise Refused(found)


def consumer_key(parameters: Parameters) -> str:
    """Return the consumer key in clear: the older SDKs write its exclamation mark as %21."""
    return unquote(parameters["oauth_consumer_key"])


def unknown_consumer_key(sent: str, known: Collection[str]) -> Finding:
    """Say why `sent` is none of the `known` consumer keys."""
    otherwise = Finding(
        check="consumer_key",
        cause="unknown_consumer_key",
        message="No client is registered with this consumer key.",
        fix="Use a consumer key of the emulator (tsp-emulator keys), or register yours.",
        expected=" or ".join(list(known)[:3]) or None,
        got=sent[:120],
    )
    return diagnose(header_mistakes.ConsumerKeyCase(sent, known), header_mistakes.CONSUMER_KEY, otherwise=otherwise)


def check_body_hash(parameters: Parameters, body: bytes) -> None:
    """Compare the hash in the header with the hash of the bytes that arrived. Raises `Refused` (check "body_hash").

    The finding's `expected` is the hash that was calculated, its `got` the one that was received.
    """
    sent = parameters.get("oauth_body_hash")
    absent = sent is None and not body
    if not absent and unescape_base64(sent or "") != body_hash_mistakes.body_hash(body):
        raise Refused(body_hash_mistakes.explain(body_hash_mistakes.BodyHashCase(sent or "", body)))


def check_signature(request: SignedRequest, parameters: Parameters, public_key: RSAPublicKey) -> Recipe:
    """Verify the signature and return the recipe that matched. Raises `Refused` (check "signature").

    The finding's `expected` is the base string that would have verified.
    """
    signature = signature_mistakes.decode_signature(unescape_base64(parameters["oauth_signature"]))
    scheme = PADDINGS.get(parameters["oauth_signature_method"])
    if signature is not None and scheme is not None:
        for recipe, build in RECIPES.items():
            if _holds(build(request, parameters), signature, scheme=scheme, public_key=public_key):
                return recipe
    raise Refused(signature_mistakes.explain(signature_mistakes.SignatureCase(request, parameters, public_key)))


def _holds(text: str, signature: bytes, *, scheme: padding.AsymmetricPadding, public_key: RSAPublicKey) -> bool:
    try:
        public_key.verify(signature, text.encode("utf-8", "replace"), scheme, SHA256)
    except InvalidSignature:
        return False
    return True


def check_clock(parameters: Parameters, *, now: datetime, max_skew_seconds: int) -> Finding | None:
    """Return a finding when the timestamp is not within `max_skew_seconds` of `now` (aware); the caller decides what follows."""
    case = header_mistakes.ClockCase(parameters["oauth_timestamp"], int(now.timestamp()))
    if case.offset is not None and abs(case.offset) <= max_skew_seconds:
        return None
    return diagnose(case, header_mistakes.CLOCK, otherwise=header_mistakes.CLOCK_AHEAD)


def sign(
    request: SignedRequest, private_key: RSAPrivateKey, *, consumer_key: str, nonce: str, timestamp: int, method: str = "RSA-SHA256"
) -> str:
    """Return the Authorization header that package mastercard-oauth1-signer would send; `timestamp` in Unix seconds.

    RSA-SHA256 is reproducible; RSA-PSS takes its salt from the system.
    """
    parameters = {
        "oauth_consumer_key": consumer_key,
        "oauth_nonce": nonce,
        "oauth_timestamp": str(timestamp),
        "oauth_signature_method": method,
        "oauth_version": "1.0",
        "oauth_body_hash": body_hash_mistakes.body_hash(request.body),
    }
    signature = private_key.sign(base_string(request, parameters).encode(), PADDINGS[method], SHA256)
    parameters["oauth_signature"] = percent_encode(base64.b64encode(signature).decode("ascii"))
    return "OAuth " + ",".join(f'{name}="{value}"' for name, value in parameters.items())


def nonce(chance: Chance) -> str:
    """Return 16 letters and digits, as the official Python clients draw them."""
    return "".join(NONCE_ALPHABET[octet % len(NONCE_ALPHABET)] for octet in chance(16))
