"""Stripe's webhook signature: HMAC-SHA256 over the time and the raw body, as package stripe makes and verifies it."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from emulator.crypto.diagnosis import Finding, Refused
from emulator.crypto.signatures.stripe_mistakes import SignatureCase, explain, signature

SCHEME: Final = "v1"
TOLERANCE_SECONDS: Final = 300
"""How old a signature may be, inclusive, unless a receiver says otherwise (package stripe)."""

MOST_DIGITS: Final = 15


@dataclass(frozen=True)
class Signatures:
    """A header taken apart: the time in Unix seconds, and the signatures of scheme v1."""

    timestamp: int
    signatures: tuple[str, ...]


def sign(payload: bytes, secrets: Sequence[str], *, timestamp: int) -> str:
    """Return the header Stripe-Signature; one v1 for each secret: two while a secret is rolled.

    A secret is the whole text, its `whsec_` included. `timestamp` is that of the attempt, in Unix seconds of the wall
    clock: receivers refuse old ones.
    """
    return ",".join([f"t={timestamp}", *(f"{SCHEME}={signature(payload, secret, timestamp)}" for secret in secrets)])


def verify(payload: bytes, header: str | None, secret: str, *, now: datetime, tolerance_seconds: int = TOLERANCE_SECONDS) -> int:
    """Return the time of the signature, or say why a receiver with this secret refuses it. Raises `Refused`.

    The verdicts are those of package stripe: only old times are refused, and a tolerance of 0 refuses none.
    """
    parts = parse(header)
    right = signature(payload, secret, parts.timestamp)
    if not any(hmac.compare_digest(right.encode(), sent.encode("utf-8", "replace")) for sent in parts.signatures):
        raise Refused(explain(SignatureCase(payload, parts.signatures, parts.timestamp, secret)))
    if tolerance_seconds and parts.timestamp < now.timestamp() - tolerance_seconds:
        raise Refused(_too_old(parts.timestamp, int(now.timestamp()), tolerance_seconds))
    return parts.timestamp


def parse(header: str | None) -> Signatures:
    """Take a header apart. Raises `Refused` (check "header") when it holds no time, or no signature of scheme v1."""
    items = [item.split("=", 2) for item in (header or "").split(",")]
    is_whole = all(len(item) > 1 for item in items if item[0] in {"t", SCHEME})
    time = next((item[1] for item in items if item[0] == "t"), "") if is_whole else ""
    if not (time.isascii() and time.isdigit() and len(time) <= MOST_DIGITS):
        raise Refused(_malformed(header))
    signatures = tuple(item[1] for item in items if item[0] == SCHEME)
    if not signatures:
        raise Refused(_no_signature(header or ""))
    return Signatures(int(time), signatures)


def _malformed(header: str | None) -> Finding:
    return Finding(
        check="header",
        cause="header_malformed",
        message="There is no Stripe-Signature header." if not header else "The header holds no time, or a part without value.",
        fix="Give the verifier the header Stripe-Signature as it came: t=<seconds>,v1=<hex>.",
        expected="t=<seconds>,v1=<64 hex digits>",
        got=(header or "")[:200],
    )


def _no_signature(header: str) -> Finding:
    return Finding(
        check="header",
        cause="no_v1_signature",
        message="The header holds no signature of scheme v1; others are ignored.",
        fix="Give the verifier the header Stripe-Signature as it came.",
        expected="v1=<64 hex digits>",
        got=header[:200],
    )


def _too_old(timestamp: int, now: int, tolerance_seconds: int) -> Finding:
    return Finding(
        check="clock",
        cause="timestamp_too_old",
        message=f"The signature is {now - timestamp} seconds old, and {tolerance_seconds} are tolerated.",
        fix="Verify when the webhook arrives; a replayed one needs a new signature, or a tolerance of 0.",
        expected=f"{now - tolerance_seconds} or later",
        got=str(timestamp),
    )
