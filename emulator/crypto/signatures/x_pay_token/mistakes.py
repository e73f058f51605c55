"""The catalogue of tokens that do not verify: each row signs what a mistaken client would have signed."""

import base64
import binascii
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final
from urllib.parse import unquote

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, diagnose
from emulator.crypto.signatures.json_styles import rewritten
from emulator.crypto.signatures.x_pay_token.message import PATH_RULES, Message, resource_path

LONGEST_BODY_OF_TWO_SLIPS: Final = 8 * 1024
"""Bytes; pairs of mistakes write a body again some thousand times, and a refusal should stay quick."""

Recognise = Callable[["TokenCase"], Evidence | None]


@dataclass(frozen=True)
class TokenCase:
    """A token that does not verify: the message that would have, the hash that was sent, and the path of the URL.

    `others` are further secrets by the names that an explanation may show ("encryption"); `opened` are texts that the
    body was made from, where they are known: the message before encryption.
    """

    right: Message
    sent: str
    path: str
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
    opened: tuple[bytes, ...] = field(default=(), repr=False)


Vary = Callable[[TokenCase, Message], Iterable[Message]]


@dataclass(frozen=True)
class Slip:
    """One mistake in making a token: its name, what a client signs, what it should do."""

    cause: str
    vary: Vary
    message: str
    fix: str


def explain(case: TokenCase) -> Finding:
    """Name the mistake behind a token that does not verify; `expected` is our text, `got` theirs if it was found."""
    mismatch = Finding(
        check="signature",
        cause="no_candidate_matched",
        message="The hash is of another secret or of other bytes: none of the known mistakes gives it.",
        fix="Check that API key and shared secret belong together, then compare your text with the expected one, byte by byte.",
        expected=case.right.shown(),
    )
    return diagnose(case, CATALOGUE, otherwise=mismatch)


def _one(change: Callable[[Message], Message]) -> Vary:
    return lambda _, right: [change(right)]


def _bodies(texts: Callable[[TokenCase, bytes], Iterable[bytes]]) -> Vary:
    def vary(case: TokenCase, message: Message) -> Iterator[Message]:
        return (replace(message, body=text) for text in texts(case, message.body))

    return vary


def _secrets(spell: Callable[[TokenCase, bytes], Iterable[bytes]]) -> Vary:
    def vary(case: TokenCase, message: Message) -> Iterator[Message]:
        return (replace(message, secret=secret) for secret in spell(case, message.secret))

    return vary


def _blanks(_: TokenCase, body: bytes) -> Iterator[bytes]:
    yield body.rstrip()
    yield body.strip()
    for tail in (b"\n", b"\r\n", b" ", b"."):
        yield body + tail


def _restyled(_: TokenCase, body: bytes) -> Iterator[bytes]:
    return (text for _, text in rewritten(body))


def _before_encryption(case: TokenCase, _: bytes) -> Iterator[bytes]:
    for text in case.opened:
        yield text
        yield from (style for _, style in rewritten(text))


def _decoded(_: TokenCase, secret: bytes) -> Iterator[bytes]:
    for decode in (binascii.a2b_base64, binascii.unhexlify):
        try:
            yield decode(secret)
        except ValueError:
            continue


def _other_secrets(case: TokenCase, _: bytes) -> Iterator[bytes]:
    return (secret.encode("utf-8", "replace") for secret in case.others.values())


def _other_rule(case: TokenCase, message: Message) -> Iterator[Message]:
    return (replace(message, resource=resource_path(case.path, rule)) for rule in PATH_RULES)


def _swapped_key_name(query: str) -> str:
    names = {"apiKey": "apikey", "apikey": "apiKey", "APIKEY": "apikey", "ApiKey": "apikey"}
    pairs = (pair.partition("=") for pair in query.split("&"))
    return "&".join(f"{names.get(name, name)}{equals}{value}" for name, equals, value in pairs)


def _without_time(_: TokenCase, message: Message) -> Iterator[Message]:
    yield replace(message, timestamp="")
    yield replace(message, timestamp=f"{message.version}:{message.timestamp}:")


SLIPS: Final[tuple[Slip, ...]] = (
    Slip(
        "trailing_slash_in_resource_path",
        _one(lambda right: replace(right, resource=right.resource + "/")),
        "The resource path was signed with a slash at its end.",
        "Sign the resource path without slash at its end.",
    ),
    Slip(
        "leading_slash_in_resource_path",
        _one(lambda right: replace(right, resource="/" + right.resource)),
        "The resource path was signed with a slash at its beginning.",
        "Sign the resource path without slash at its beginning.",
    ),
    Slip(
        "question_mark_in_query",
        _one(lambda right: replace(right, query="?" + right.query)),
        "The query was signed with its question mark.",
        "Sign what follows the question mark.",
    ),
    Slip(
        "apikey_spelling_differs",
        _one(lambda right: replace(right, query=_swapped_key_name(right.query))),
        "The query was signed with the other spelling of apiKey.",
        "Sign the spelling that you send: apiKey and apikey are both accepted, and they are different texts.",
    ),
    Slip(
        "query_signed_decoded",
        _one(lambda right: replace(right, query=unquote(right.query))),
        "The query was signed before it was percent-encoded.",
        "Sign the query as it is sent, percent-encoded.",
    ),
    Slip(
        "query_not_signed",
        _one(lambda right: replace(right, query="")),
        "The query was not signed.",
        "Sign the whole query that you send, the API key included.",
    ),
    Slip(
        "resource_path_of_another_product",
        _other_rule,
        "The resource path was built by the rule of another product.",
        "Sign the whole path for Visa Token Service (vts/...), and leave the first segment out for the other products.",
    ),
    Slip(
        "body_trailing_whitespace",
        _bodies(_blanks),
        "The body was signed with other blanks or line ends around it than were sent.",
        "Sign exactly the bytes that you send.",
    ),
    Slip(
        "body_reserialised",
        _bodies(_restyled),
        "The same JSON was signed in another style than was sent.",
        "Serialize the body once, and give the same bytes to the signer and to the HTTP client.",
    ),
    Slip(
        "body_not_signed",
        _bodies(lambda *_: [b""]),
        "The body was not signed.",
        "Append the body to the text that you sign, after the query.",
    ),
    Slip(
        "body_signed_before_encryption",
        _bodies(_before_encryption),
        "The body was signed before it was encrypted.",
        "Encrypt first, then sign the enveloped body.",
    ),
    Slip(
        "plain_sha256_instead_of_hmac",
        _one(lambda right: replace(right, version="x" if right.version == "xv2" else "xv2")),
        "The token was made by the formula of the other version.",
        "xv2 is HMAC-SHA256 with the secret as key; x is SHA-256 over secret and text.",
    ),
    Slip(
        "timestamp_signed_otherwise",
        _without_time,
        "The text was signed without its time, or with more than its digits.",
        "Begin the text with the digits of the time, without separator.",
    ),
    Slip(
        "secret_decoded",
        _secrets(_decoded),
        "The shared secret was decoded before it was used.",
        "Use the shared secret as text: its UTF-8 bytes are the key.",
    ),
    Slip(
        "signed_with_another_secret",
        _secrets(_other_secrets),
        "Another secret of the same client made the token.",
        "Sign with the shared secret of the API key; encryption and e-mail hashes have their own.",
    ),
)


def _signed(slip: Slip) -> Mistake[TokenCase]:
    def recognise(case: TokenCase) -> Evidence | None:
        theirs = _first_matching(case, slip.vary(case, case.right))
        return None if theirs is None else Evidence(slip.message, expected=case.right.shown(), got=theirs.shown())

    return Mistake(slip.cause, recognise, slip.fix)


def _first_matching(case: TokenCase, messages: Iterable[Message]) -> Message | None:
    sent = case.sent.lower()
    return next((message for message in messages if message.signature() == sent), None)


def _two_slips(case: TokenCase) -> Evidence | None:
    if len(case.right.body) > LONGEST_BODY_OF_TWO_SLIPS:
        return None
    for first, second in combinations(SLIPS, 2):
        both = (message for once in first.vary(case, case.right) for message in second.vary(case, once))
        theirs = _first_matching(case, both)
        if theirs is not None:
            text = f"Two mistakes at once, {first.cause} and {second.cause}: {first.message} {second.message}"
            return Evidence(text, expected=case.right.shown(), got=theirs.shown())
    return None


def _upper_case(case: TokenCase) -> Evidence | None:
    right = case.right.signature()
    found = case.sent.lower() == right
    return Evidence("The hash is right, but not in lower-case hex.", expected="lower case", got="upper case") if found else None


def _in_base64(case: TokenCase) -> Evidence | None:
    octets = bytes.fromhex(case.right.signature())
    spellings = (base64.b64encode(octets), base64.urlsafe_b64encode(octets))
    found = case.sent.rstrip("=") in {spelling.decode("ascii").rstrip("=") for spelling in spellings}
    return Evidence("The hash is right, but in base64.", expected="64 hex digits", got="base64") if found else None


CATALOGUE: Final[tuple[Mistake[TokenCase], ...]] = (
    Mistake("hash_must_be_lower_case_hex", _upper_case, "Write the hash in lower-case hex."),
    Mistake("hash_in_base64", _in_base64, "Write the 32 bytes of the hash in lower-case hex."),
    *map(_signed, SLIPS),
    Mistake("several_mistakes", _two_slips, "Mend both: sign exactly the path, the query and the body that you send."),
)
