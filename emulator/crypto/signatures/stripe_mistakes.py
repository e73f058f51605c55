"""What goes wrong when a webhook of Stripe is signed or verified: each row signs what a mistaken side would have signed."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, diagnose
from emulator.crypto.signatures.json_styles import rewritten

PREFIX: Final = "whsec_"


@dataclass(frozen=True)
class SignatureCase:
    """A body, the signatures that came with it, their time, and the secret under which none of them holds.

    `others` are further secrets of the receiver by the names that an explanation may show (ids of endpoints).
    """

    payload: bytes = field(repr=False)
    sent: tuple[str, ...]
    timestamp: int
    secret: str = field(repr=False)
    others: tuple[tuple[str, str], ...] = field(default=(), repr=False)


Texts = Callable[[SignatureCase], Iterable[str]]


def signature(payload: bytes, secret: str, timestamp: int) -> str:
    """Return the hex of the HMAC under the whole secret, over the decimal time, a dot and the body."""
    return _hmac(secret.encode("utf-8", "replace"), f"{timestamp}.".encode() + payload)


def _hmac(key: bytes, text: bytes) -> str:
    return hmac.digest(key, text, hashlib.sha256).hex()


def explain(case: SignatureCase) -> Finding:
    """Name the mistake behind signatures that do not hold; `expected` is the one that would."""
    mismatch = Finding(
        check="signature",
        cause="signature_mismatch",
        message="None of the signatures is that of this body under this secret: the body changed, or the secret is another endpoint's.",
        fix="Verify the raw bytes of the body, before any parsing, with the secret of this very endpoint.",
        expected=signature(case.payload, case.secret, case.timestamp),
        got=", ".join(case.sent)[:200],
    )
    return diagnose(case, CATALOGUE, otherwise=mismatch)


def _signed(message: str, texts: Texts) -> Callable[[SignatureCase], Evidence | None]:
    """Recognise a signature that `texts` gives."""

    def recognise(case: SignatureCase) -> Evidence | None:
        found = next((made for made in texts(case) if made in case.sent), None)
        return None if found is None else Evidence(message, expected=signature(case.payload, case.secret, case.timestamp), got=found)

    return recognise


def _bodies(vary: Callable[[bytes], Iterable[bytes]]) -> Texts:
    return lambda case: (signature(body, case.secret, case.timestamp) for body in vary(case.payload))


def _blanks(body: bytes) -> Iterator[bytes]:
    yield body.strip()
    yield body + b"\n"
    yield body.replace(b"\r\n", b"\n")


def _upper_case(case: SignatureCase) -> Iterator[str]:
    yield signature(case.payload, case.secret, case.timestamp).upper()


def _in_base64(case: SignatureCase) -> Iterator[str]:
    octets = bytes.fromhex(signature(case.payload, case.secret, case.timestamp))
    yield base64.b64encode(octets).decode("ascii")
    # A header is split at equals signs, so the padding is lost on the way.
    yield base64.b64encode(octets).decode("ascii").rstrip("=")


def _keys(case: SignatureCase, keys: Iterable[bytes]) -> Iterator[str]:
    return (_hmac(key, f"{case.timestamp}.".encode() + case.payload) for key in keys)


def _without_prefix(case: SignatureCase) -> Iterator[str]:
    return _keys(case, [case.secret.removeprefix(PREFIX).encode("utf-8", "replace")])


def _decoded(case: SignatureCase) -> Iterator[str]:
    try:
        return _keys(case, [binascii.a2b_base64(case.secret.removeprefix(PREFIX).encode("utf-8", "replace"))])
    except ValueError:
        return iter(())


def _of_another_endpoint(case: SignatureCase) -> Evidence | None:
    name = next((name for name, secret in case.others if signature(case.payload, secret, case.timestamp) in case.sent), None)
    return None if name is None else Evidence(f"The secret of {name} made the signature.", got=name)


def _only_body(case: SignatureCase) -> Iterator[str]:
    yield _hmac(case.secret.encode("utf-8", "replace"), case.payload)


def _no_dot(case: SignatureCase) -> Iterator[str]:
    yield _hmac(case.secret.encode("utf-8", "replace"), str(case.timestamp).encode() + case.payload)


CATALOGUE: Final[tuple[Mistake[SignatureCase], ...]] = (
    Mistake("signature_in_upper_case", _signed("The signature is right, but in upper case.", _upper_case), "Write it in lower-case hex."),
    Mistake("signature_in_base64", _signed("The signature is right, but in base64.", _in_base64), "Write it in lower-case hex."),
    Mistake(
        "body_trailing_whitespace",
        _signed("The body was signed with other blanks or line ends.", _bodies(_blanks)),
        "Verify exactly the bytes that came.",
    ),
    Mistake(
        "body_reserialised",
        _signed("The same JSON was signed in another style.", _bodies(lambda body: (text for _, text in rewritten(body)))),
        "Verify the raw bytes of the body, before a framework parses and writes it again.",
    ),
    Mistake("body_not_signed", _signed("The signature covers no body.", _bodies(lambda _: [b""])), "Sign the time, a dot and the body."),
    Mistake("timestamp_not_signed", _signed("The signature covers the body alone.", _only_body), "Sign the time, a dot and the body."),
    Mistake("dot_missing", _signed("Time and body were signed without the dot.", _no_dot), "Sign the time, a dot and the body."),
    Mistake(
        "secret_without_prefix",
        _signed("The secret was used without its whsec_.", _without_prefix),
        "Use the whole secret as it was shown, whsec_ included.",
    ),
    Mistake(
        "secret_decoded",
        _signed("The secret was decoded from base64 before it was used.", _decoded),
        "Use the secret as text: its UTF-8 bytes are the key.",
    ),
    Mistake("secret_of_another_endpoint", _of_another_endpoint, "Each endpoint has its own secret: use the one of this URL."),
)
