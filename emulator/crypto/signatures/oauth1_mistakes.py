"""The catalogue of signatures that do not verify: each row rebuilds what a mistaken client would have signed."""

import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, diagnose
from emulator.crypto.signatures import oauth1_slips as slips
from emulator.crypto.signatures.oauth1_base_string import Parameters, SignedRequest, base_string, unescape_base64
from emulator.crypto.signatures.oauth1_slips import Ingredients, Slip, Vary
from emulator.crypto.signatures.rsassa import Signed, take_apart

SCHEMES: Final = {"RSA-SHA256": "PKCS1-v1_5", "RSA-PSS": "PSS"}
SALT_BYTES: Final = 32
"""Of an RSA-PSS signature (package mastercard-oauth1-signer)."""

Recognise = Callable[["SignatureCase"], Evidence | None]


@dataclass(frozen=True)
class SignatureCase:
    """A signature that does not verify, the key that should have made it, and other keys by the names we know them by."""

    request: SignedRequest
    parameters: Parameters
    public_key: RSAPublicKey
    others: Mapping[str, RSAPublicKey] = field(default_factory=dict)

    @cached_property
    def sent(self) -> str:
        """The signature's text."""
        return unescape_base64(self.parameters["oauth_signature"])

    @cached_property
    def signature(self) -> bytes | None:
        """The signature's bytes, or None when the text is not base64."""
        return decode_signature(self.sent)

    @cached_property
    def inside(self) -> Signed | None:
        """What our client's key signed, or None when another key made the signature."""
        return None if self.signature is None else take_apart(self.signature, self.public_key)

    @cached_property
    def ours(self) -> str:
        """The base string that would have verified."""
        return base_string(self.request, self.parameters)

    @cached_property
    def built(self) -> slips.Signature:
        """What the client had before it when it made the base string."""
        return slips.Signature(self.request, self.parameters)


def decode_signature(text: str) -> bytes | None:
    """Return the bytes of a base64 text, or None when it is none."""
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return None


def explain(case: SignatureCase) -> Finding:
    """Name the mistake behind a signature that does not verify; `expected` is our base string, `got` theirs if found."""
    mismatch = Finding(
        check="signature",
        cause="signature_mismatch",
        message="The right key signed, but another text: none of the known ways to build the base string gives it.",
        fix="Compare your base string with the expected one; log it in the signer if need be.",
        expected=case.ours,
    )
    return diagnose(case, CATALOGUE, otherwise=mismatch)


def _not_base64(case: SignatureCase) -> Evidence | None:
    if case.signature is not None and len(case.signature) == _size(case):
        return None
    got = "not base64" if case.signature is None else f"{len(case.signature)} bytes"
    return Evidence("oauth_signature is not the base64 of a signature.", expected=f"base64 of {_size(case)} bytes", got=got)


def _respelt(message: str, respell: Callable[[str], bytes | None]) -> Recognise:
    """Recognise a signature of the right length in another spelling."""

    def recognise(case: SignatureCase) -> Evidence | None:
        if case.signature is not None and len(case.signature) == _size(case):
            return None
        octets = respell(case.sent)
        return Evidence(message) if octets is not None and len(octets) == _size(case) else None

    return recognise


def _size(case: SignatureCase) -> int:
    return (case.public_key.key_size + 7) // 8


def _from_hex(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


def _from_base64url(text: str) -> bytes | None:
    bare = text.rstrip("=")
    return decode_signature(bare.replace("-", "+").replace("_", "/") + "=" * (-len(bare) % 4))


def _other_scheme(case: SignatureCase) -> Evidence | None:
    announced = case.parameters["oauth_signature_method"]
    wanted = SCHEMES.get(announced)
    if case.inside is None or case.inside.scheme == wanted:
        return None
    used = next(method for method, scheme in SCHEMES.items() if scheme == case.inside.scheme)
    return Evidence(f"The header announces {announced}, and the signature is made with {used}.", expected=announced, got=used)


def _other_digest(case: SignatureCase) -> Evidence | None:
    if case.inside is None or case.inside.digest_name == "sha256":
        return None
    return Evidence(f"The base string was hashed with {case.inside.digest_name}.", expected="sha256", got=case.inside.digest_name)


def _other_salt(case: SignatureCase) -> Evidence | None:
    if case.inside is None or case.inside.scheme != "PSS" or len(case.inside.salt) == SALT_BYTES:
        return None
    got = f"{len(case.inside.salt)} bytes"
    return Evidence("The salt of the RSA-PSS signature has another length.", expected=f"{SALT_BYTES} bytes", got=got)


def _known_key(case: SignatureCase) -> Evidence | None:
    if case.inside is not None or case.signature is None:
        return None
    name = next((name for name, key in case.others.items() if take_apart(case.signature, key)), None)
    return None if name is None else Evidence(f"The key {name} made the signature.", expected="the consumer's signing key", got=name)


def _unknown_key(case: SignatureCase) -> Evidence | None:
    if case.inside is not None:
        return None
    return Evidence("The signature was not made by the key that is registered for this consumer key.", expected=case.ours)


def _built_with(vary: Vary, message: str) -> Recognise:
    def recognise(case: SignatureCase) -> Evidence | None:
        theirs = _first_covered(case, vary)
        return None if theirs is None else Evidence(message, expected=case.ours, got=theirs)

    return recognise


def _first_covered(case: SignatureCase, vary: Vary) -> str | None:
    right = case.built.ingredients()
    texts = (candidate.join() for candidate in vary(case.built, right) if candidate != right)
    return next((text for text in texts if _covers(case, text)), None)


def _covers(case: SignatureCase, text: str) -> bool:
    return case.inside is not None and case.inside.covers(text.encode("utf-8", "replace"))


def _row(slip: Slip) -> Mistake[SignatureCase]:
    return Mistake(slip.cause, _built_with(slip.vary, slip.message), slip.fix)


def _two_slips(case: SignatureCase) -> Evidence | None:
    for first, second in slips.pairs():
        theirs = _first_covered(case, slips.both(first, second))
        if theirs is not None:
            text = f"Two mistakes at once, {first.cause} and {second.cause}: {first.message} {second.message}"
            return Evidence(text, expected=case.ours, got=theirs)
    return None


FORM: Final[tuple[Mistake[SignatureCase], ...]] = (
    Mistake("signature_in_hex", _respelt("oauth_signature is written in hex.", _from_hex), "Write the signature in base64."),
    Mistake(
        "signature_in_base64url",
        _respelt("oauth_signature is written in base64url.", _from_base64url),
        "Use the standard base64 alphabet, with + and / and padding.",
    ),
    Mistake(
        "signature_plus_became_blank",
        _respelt("Each plus sign of oauth_signature became a blank.", lambda text: decode_signature(text.replace(" ", "+"))),
        "Percent-encode the signature in the header: + is %2B.",
    ),
    Mistake(
        "signature_escaped_twice",
        _respelt("oauth_signature was percent-encoded twice.", lambda text: decode_signature(unquote(text))),
        "Percent-encode the signature once.",
    ),
    Mistake("signature_not_base64", _not_base64, "Send the base64 of the RSA signature, percent-encoded."),
)
KEY: Final[tuple[Mistake[SignatureCase], ...]] = (
    Mistake("signature_method_differs", _other_scheme, "Announce the method that you sign with in oauth_signature_method."),
    Mistake("sha1_signature", _other_digest, "Sign with RSA and SHA-256."),
    Mistake("pss_salt_length", _other_salt, "Use a salt of 32 bytes, the length of the hash."),
    Mistake("signed_with_another_of_our_keys", _known_key, "Signing keys and encryption keys differ: load the signing key."),
    Mistake("foreign_key", _unknown_key, "Sign with the key that belongs to the consumer key; check which key store is loaded."),
)
CATALOGUE: Final[tuple[Mistake[SignatureCase], ...]] = (
    *FORM,
    *KEY,
    *map(_row, slips.SLIPS),
    Mistake("several_mistakes", _two_slips, "Let an official signer build the header from the URL and the body that you send."),
)

__all__ = ["CATALOGUE", "Ingredients", "SignatureCase", "decode_signature", "explain"]
