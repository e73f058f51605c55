"""The ways in which developers get `oauth_body_hash` wrong, each recognised by hashing the body as they did."""

import base64
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, diagnose, first_difference
from emulator.crypto.signatures.json_styles import rewritten
from emulator.crypto.signatures.oauth1_base_string import unescape_base64

Recognise = Callable[["BodyHashCase"], Evidence | None]


@dataclass(frozen=True)
class BodyHashCase:
    """The hash as it stands in the header, the raw body, and texts that the body was made from, where they are known.

    `opened` holds what the caller could decrypt: the message before encryption, or the plaintext of a node alone.
    """

    sent: str
    body: bytes
    opened: tuple[bytes, ...] = ()

    @cached_property
    def received(self) -> str:
        """The hash that the client meant."""
        return unescape_base64(self.sent)

    @cached_property
    def calculated(self) -> str:
        """The hash of the bytes that arrived."""
        return body_hash(self.body)


def body_hash(body: bytes) -> str:
    """Return the base64 of the SHA-256 of `body`."""
    return _base64(hashlib.sha256(body).digest())


def explain(case: BodyHashCase) -> Finding:
    """Name the mistake behind a hash that differs; `expected` is what was calculated, `got` what was received."""
    tampered = Finding(
        check="body_hash",
        cause="tampered_body",
        message="The body is not the one that was hashed: it was changed after signing, or another one was sent.",
        fix="Sign last: hash exactly the bytes that you send, after encryption.",
        expected=case.calculated,
        got=case.received[:100],
        difference=first_difference(case.calculated, case.received[:100]),
    )
    return diagnose(case, CATALOGUE, otherwise=tampered)


def _seen(case: BodyHashCase, message: str) -> Evidence:
    return Evidence(message, expected=case.calculated, got=case.received)


def _hash_of(message: str, texts: Callable[[BodyHashCase], Iterable[tuple[str, bytes]]]) -> Recognise:
    """Recognise the hash of another text; `texts` gives (name, bytes), and the name enters the message."""

    def recognise(case: BodyHashCase) -> Evidence | None:
        name = next((name for name, text in texts(case) if body_hash(text) == case.received), None)
        return None if name is None else _seen(case, message.format(name))

    return recognise


def _spelt(message: str, *spellings: Callable[[bytes], str]) -> Recognise:
    """Recognise the right hash in another spelling."""

    def recognise(case: BodyHashCase) -> Evidence | None:
        digest = hashlib.sha256(case.body).digest()
        return _seen(case, message) if any(spell(digest) == case.received for spell in spellings) else None

    return recognise


def _turned(message: str, change: Callable[[str], str]) -> Recognise:
    """Recognise a hash that is right once `change` undoes what happened to its text."""
    return lambda case: _seen(case, message) if change(case.received) == case.calculated else None


def _base64(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


def _other_digest(case: BodyHashCase) -> Evidence | None:
    for name in ("sha1", "sha512", "md5"):
        digest = hashlib.new(name, case.body, usedforsecurity=False).digest()
        if case.received in (_base64(digest), digest.hex()):
            return _seen(case, f"The body was hashed with {name}.")
    return None


def _empty(case: BodyHashCase) -> Iterable[tuple[str, bytes]]:
    return [("", b"")] if case.body else []


def _trimmed(case: BodyHashCase) -> Iterable[tuple[str, bytes]]:
    yield "without the blanks around it", case.body.strip()
    yield "with a line end after it", case.body + b"\n"
    yield "with Windows line ends", case.body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    yield "with Unix line ends", case.body.replace(b"\r\n", b"\n")


def _opened(case: BodyHashCase) -> Iterable[tuple[str, bytes]]:
    for text in case.opened:
        yield "", text
        yield from rewritten(text)


CATALOGUE: Final[tuple[Mistake[BodyHashCase], ...]] = (
    Mistake(
        "body_hash_hex_not_base64",
        _spelt("The hash is written in hex.", bytes.hex, lambda digest: digest.hex().upper()),
        "Write the 32 bytes of the hash in base64: 44 characters that end in an equals sign.",
    ),
    Mistake(
        "body_hash_base64_of_hex",
        _spelt("The base64 is of the hash's hex text, not of its bytes.", lambda digest: _base64(digest.hex().encode())),
        "Ask the hash function for bytes (digest), not for text (hexdigest), before base64.",
    ),
    Mistake(
        "body_hash_base64url",
        _turned("The hash is written in base64url.", lambda text: _padded(text.replace("-", "+").replace("_", "/"))),
        "Use the standard base64 alphabet, with + and / and padding.",
    ),
    Mistake(
        "body_hash_plus_became_blank",
        _turned("Each plus sign of the hash became a blank.", lambda text: text.replace(" ", "+")),
        "Percent-encode the value as %2B, or do not form-decode it on the way.",
    ),
    Mistake(
        "body_hash_escaped_twice",
        _turned("The hash was percent-encoded twice.", unquote),
        "Percent-encode the value once, or not at all.",
    ),
    Mistake("body_hash_other_digest", _other_digest, "Hash the body with SHA-256."),
    Mistake(
        "body_hash_of_empty_body",
        _hash_of("The hash is that of an empty body.", _empty),
        "Give the signer the body that you send: it was signed before the body was set.",
    ),
    Mistake(
        "body_hash_of_plaintext",
        _hash_of("The hash is that of the body before encryption.", _opened),
        "Encrypt first, then sign: in layered clients add the signer first and the encryption second.",
    ),
    Mistake(
        "body_hash_of_trimmed_text",
        _hash_of("The hash is that of the body {}.", _trimmed),
        "Hash exactly the bytes that you send.",
    ),
    Mistake(
        "body_hash_of_reserialised_json",
        _hash_of("The hash is that of the same JSON written in another style: {}.", lambda case: rewritten(case.body)),
        "Serialize the body once, and give the same bytes to the signer and to the HTTP client.",
    ),
)


def _padded(text: str) -> str:
    return text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
