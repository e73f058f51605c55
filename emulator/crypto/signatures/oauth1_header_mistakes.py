"""What goes wrong in an OAuth 1.0a header before any cryptography: its form, its parameters, the consumer key, the clock."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from emulator.crypto.diagnosis import Evidence, Finding, Mistake
from emulator.crypto.signatures.oauth1_base_string import Parameters

REQUIRED: Final = ("oauth_consumer_key", "oauth_nonce", "oauth_timestamp", "oauth_signature_method", "oauth_signature")
METHODS: Final = ("RSA-SHA256", "RSA-PSS")
"""What the gateway's clients sign with (package mastercard-oauth1-signer)."""

DAY: Final = 24 * 3600
QUARTER: Final = 900
USE_THE_SIGNER: Final = "Let an official signer build the header (mastercard-oauth1-signer), and send it unchanged."


def _when(holds: Callable[[str], bool], message: str) -> Callable[[str], Evidence | None]:
    return lambda text: Evidence(message) if holds(text) else None


def _other_scheme(header: str) -> Evidence | None:
    scheme, blank, _ = header.partition(" ")
    if scheme.lower() in ("", "oauth") or "=" in scheme:
        return None
    # Without a blank the first word may be the secret itself.
    got = scheme if blank and scheme.isalpha() else "no scheme"
    return Evidence("The Authorization header uses another scheme.", expected="OAuth", got=got)


def _repeated(header: str) -> Evidence | None:
    names = re.findall(r"([A-Za-z0-9_]+)=", header)
    twice = next((name for name in names if name.startswith("oauth_") and names.count(name) > 1), None)
    return None if twice is None else Evidence(f"{twice} stands in the header more than once.")


HEADER: Final[tuple[Mistake[str], ...]] = (
    Mistake("authorization_missing", _when(lambda text: not text.strip(), "There is no Authorization header."), USE_THE_SIGNER),
    Mistake(
        "other_authorization_scheme",
        _other_scheme,
        "MDES is called with OAuth 1.0a: a signature over each request, not a bearer token and not a password.",
    ),
    Mistake(
        "values_not_quoted",
        _when(lambda text: "oauth_" in text and '"' not in text, "The header's values are not in double quotes."),
        'Write each parameter as name="value", joined by commas.',
    ),
    Mistake("parameter_repeated", _repeated, "Send each parameter once: a proxy or an interceptor may sign a second time."),
)

MALFORMED: Final = Finding(
    check="header",
    cause="authorization_malformed",
    message="The Authorization header is not a list of OAuth parameters.",
    fix=USE_THE_SIGNER,
    expected='OAuth oauth_consumer_key="...",oauth_nonce="...",...',
)


@dataclass(frozen=True)
class ParameterCase:
    """The parameters of one request, and whether it has a body."""

    parameters: Parameters
    has_body: bool


def _missing(name: str) -> Mistake[ParameterCase]:
    def recognise(case: ParameterCase) -> Evidence | None:
        return None if case.parameters.get(name) else Evidence(f"Missing {name}", expected=name, got=", ".join(sorted(case.parameters)))

    return Mistake(f"missing_{name.removeprefix('oauth_')}", recognise, f"Send {name} in the header, in double quotes.")


def _missing_body_hash(case: ParameterCase) -> Evidence | None:
    absent = case.has_body and "oauth_body_hash" not in case.parameters
    return Evidence("Missing oauth_body_hash: the request has a body.", expected="oauth_body_hash") if absent else None


def _method(case: ParameterCase) -> Evidence | None:
    sent = case.parameters["oauth_signature_method"]
    return None if sent in METHODS else Evidence("The signature method is not accepted.", expected=" or ".join(METHODS), got=sent)


def _version(case: ParameterCase) -> Evidence | None:
    sent = case.parameters.get("oauth_version", "1.0")
    return None if sent == "1.0" else Evidence("oauth_version is not 1.0.", expected="1.0", got=sent)


PARAMETERS: Final[tuple[Mistake[ParameterCase], ...]] = (
    *map(_missing, REQUIRED),
    Mistake(
        "missing_body_hash",
        _missing_body_hash,
        "Hash the raw bytes of the body with SHA-256, and send the base64 of it as oauth_body_hash.",
    ),
    Mistake("unsupported_signature_method", _method, "Sign with RSA-SHA256; hash-based and SHA-1 methods are refused."),
    Mistake("oauth_version_not_1_0", _version, 'Send oauth_version="1.0", or leave it out.'),
)


@dataclass(frozen=True)
class ConsumerKeyCase:
    """A consumer key that nobody has registered, and those that somebody has."""

    sent: str
    known: Collection[str]


def _known_after(change: Callable[[str], str], message: str) -> Callable[[ConsumerKeyCase], Evidence | None]:
    def recognise(case: ConsumerKeyCase) -> Evidence | None:
        changed = change(case.sent)
        return Evidence(message, expected=changed, got=case.sent) if changed != case.sent and changed in case.known else None

    return recognise


def _half(case: ConsumerKeyCase) -> Evidence | None:
    whole = next((key for key in case.known if case.sent and case.sent in key.split("!")), None)
    return None if whole is None else Evidence("This is one half of a consumer key.", expected=whole, got=case.sent)


CONSUMER_KEY: Final[tuple[Mistake[ConsumerKeyCase], ...]] = (
    Mistake(
        "consumer_key_escaped_twice",
        _known_after(lambda key: unquote(unquote(key)), "The consumer key was percent-encoded twice."),
        "Give the signer the key as the portal shows it, with a plain exclamation mark.",
    ),
    Mistake(
        "consumer_key_with_blanks",
        _known_after(lambda key: "".join(key.split()), "The consumer key has blanks or line ends in it."),
        "Strip the key when you read it from a file or a variable.",
    ),
    Mistake("consumer_key_halved", _half, "A consumer key is <client id>!<key id>: send both halves."),
)


@dataclass(frozen=True)
class ClockCase:
    """A timestamp as sent, and the second at which it arrived."""

    sent: str
    now: int

    @property
    def offset(self) -> int | None:
        """By how many seconds the timestamp is ahead of us; None when it is not a number."""
        whole = self.sent.isascii() and self.sent.isdigit() and len(self.sent) < 18
        return int(self.sent) - self.now if whole else None


def _off(holds: Callable[[int], bool], message: str) -> Callable[[ClockCase], Evidence | None]:
    def recognise(case: ClockCase) -> Evidence | None:
        if case.offset is None or not holds(case.offset):
            return None
        return Evidence(message.format(case.offset), expected=str(case.now), got=case.sent)

    return recognise


def _not_a_number(case: ClockCase) -> Evidence | None:
    text = "oauth_timestamp is not a whole number of seconds."
    return Evidence(text, expected=str(case.now), got=case.sent[:40]) if case.offset is None else None


def _milliseconds(case: ClockCase) -> Evidence | None:
    close = case.offset is not None and abs(int(case.sent) // 1000 - case.now) < DAY
    return Evidence("oauth_timestamp counts milliseconds.", expected=str(case.now), got=case.sent) if close else None


def _time_zone(offset: int) -> bool:
    # Time zones lie a multiple of a quarter of an hour apart, at most 14 hours; a minute is left for the way.
    distance = (offset + 60) % QUARTER
    return QUARTER - 60 <= abs(offset) <= 14 * 3600 + 60 and distance <= 120


CLOCK: Final[tuple[Mistake[ClockCase], ...]] = (
    Mistake("timestamp_not_a_number", _not_a_number, "Send Unix time in seconds: ten digits."),
    Mistake("timestamp_in_milliseconds", _milliseconds, "Divide by 1000: OAuth counts seconds."),
    Mistake(
        "timestamp_in_local_time",
        _off(_time_zone, "oauth_timestamp is {} seconds off, a time zone's distance."),
        "Take Unix time from UTC, not from the local clock.",
    ),
    Mistake("clock_behind", _off(lambda offset: offset < 0, "oauth_timestamp is {} seconds off."), "Set the client's clock."),
)

CLOCK_AHEAD: Final = Finding(
    check="clock",
    cause="clock_ahead",
    message="oauth_timestamp lies in the future.",
    fix="Set the client's clock.",
)
