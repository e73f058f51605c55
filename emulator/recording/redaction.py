"""What may not stand on a tape: secrets are left out, and a tape that still holds one, or a stranger's card number, is refused."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote_plus, unquote_plus

from emulator.core.ids import TOKEN_RANGES
from emulator.domain.decisions import MAGIC, MARKER, PUBLISHED
from emulator.domain.pan import check_digit
from emulator.recording.tape import Tape, TapedExchange

REDACTED: Final = "[redacted]"
_HIDDEN: Final = quote_plus(REDACTED).encode()

# Members and parameters that are left out whatever they hold: who knows the value may act in somebody's name.
SECRET: Final = re.compile(
    r"(?i)^(api_?key|access_?token|refresh_?token|authorization|(?:client|shared|\w+_)?secret|password|pin|private_?key|x-pay-token)$"
)
# Texts that are secrets wherever they stand.
SPELT: Final[Mapping[str, re.Pattern[str]]] = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "an API key": re.compile(r"\b[rs]k_(?:test|live)_[0-9A-Za-z]{8,}"),
    "a webhook secret": re.compile(r"\bwhsec_[0-9A-Za-z+/=]{8,}"),
    "an authorization header": re.compile(r"(?i)\boauth_signature=|\b(?:bearer|basic) [0-9a-z+/=_.-]{16,}"),
}
# A number as long as a card's that stands alone, beginning as payment networks' do.
NUMBER: Final = re.compile(r"(?<![0-9A-Za-z.])[2-6][0-9]{12,18}(?![0-9A-Za-z])|(?<![0-9])[2-6]\d{3}(?:[ -]\d{4}){3}(?![0-9])")
_NO_DIGIT: Final = re.compile(r"\D")
# Account ranges are written like card numbers, filled up to nineteen digits.
RANGE: Final = re.compile(r"[0-9]{4,10}(?:0{9,15}|9{9,15})")
# Numbers that providers publish for testing (docs.stripe.com/testing, developer.mastercard.com), beside those with an outcome
# of their own (emulator/domain/decisions.py), the demonstration cards of the issuer app, which belong to nobody, and the
# ranges in which Stripe issues cards in test mode.
TEST_NUMBERS: Final = frozenset(
    (
        "4111111111111111",
        "4012888888881881",
        "4242424242424242",
        "4000056655665556",
        "5123456789012345",
        "5555555555554444",
        "2223003122003222",
        "5200828282828210",
        "5105105105105100",
        "5204731620001001",
        "4761120010011002",
    )
)
TEST_RANGES: Final = ("40000099", "55555599")
# Members that hold ids as long as card numbers: of ten that are drawn, one has a card number's check digit by chance.
IDS: Final = ("/lifeCycleTraceID",)


class StillSecret(ValueError):
    """A tape holds what may not be kept; `places` say where and what, never its value."""

    def __init__(self, places: list[str]) -> None:
        super().__init__(f"the tape holds what may not be kept: {'; '.join(places)}")
        self.places = places


def refuse_secrets(tape: Tape) -> None:
    """Look at every text of a tape, decrypted members too.

    Raises:
        StillSecret: one holds a secret, or a card number that is none of those published for testing.
    """
    places = [place for number, exchange in enumerate(tape.exchanges) for place in _places(number, exchange)]
    if places:
        raise StillSecret(places)


def without_secrets(value: Any) -> Any:
    """Return a JSON value in which members with the names of secrets are redacted."""
    if isinstance(value, dict):
        return {name: REDACTED if _is_secret(name, inner) else without_secrets(inner) for name, inner in value.items()}
    return [without_secrets(inner) for inner in value] if isinstance(value, list) else value


def redacted(octets: bytes) -> bytes:
    """Return a body in which members with the names of secrets are redacted; one that has none keeps its bytes."""
    try:
        value = json.loads(octets)
    except ValueError:
        return octets
    kept = without_secrets(value)
    return octets if kept == value else json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def without_secret_parameters(query: str) -> str:
    """Return a raw query without parameters that have the names of secrets."""
    return "&".join(part for part in query.split("&") if not SECRET.match(part.partition("=")[0]))


def redacted_form(form: bytes) -> bytes:
    """Return a form (application/x-www-form-urlencoded) in which parameters with the names of secrets are redacted."""
    pairs = [pair.partition(b"=") for pair in form.split(b"&")]
    return b"&".join(name + sign + (_HIDDEN if SECRET.match(_innermost(name)) and value else value) for name, sign, value in pairs)


def _innermost(name: bytes) -> str:
    """Return what a parameter is called: of `metadata[secret]` the part in the last brackets."""
    return unquote_plus(name.decode("latin-1")).removesuffix("]").rpartition("[")[2]


def is_kept(digits: str) -> bool:
    """Say whether a card number may stand on a tape: published for testing, drawn by the emulator, or a range's end."""
    published = digits in PUBLISHED or digits in TEST_NUMBERS or digits.startswith((*TEST_RANGES, *TOKEN_RANGES.values()))
    magic = digits[8:12] == MARKER and digits[12:15] in MAGIC
    is_no_card = check_digit(digits[:-1]) != digits[-1] or RANGE.fullmatch(digits) is not None
    return published or magic or is_no_card


def _is_secret(name: str, value: Any) -> bool:
    return isinstance(value, str) and bool(value) and bool(SECRET.match(name)) and not _is_reference(name, value)


def _is_reference(name: str, value: str) -> bool:
    # What a header of this name holds begins with a scheme and a blank; what a payment's has none is the id of one.
    return name.lower() == "authorization" and " " not in value


def _places(number: int, exchange: TapedExchange) -> Iterator[str]:
    for side, entry in (("request", exchange.request.as_json()), ("response", exchange.response.as_json())):
        for pointer, text in _texts(entry, f"/exchanges/{number}/{side}"):
            yield from (f"{pointer} ({what})" for what in _spelt(text))
            if not pointer.endswith(IDS) and _holds_number(text):
                yield f"{pointer} (a card number that is not published for testing)"


def _texts(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, f"{pointer}/{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{pointer}/{index}")
    else:
        yield pointer, str(value)


def _spelt(text: str) -> Iterator[str]:
    return (what for what, pattern in SPELT.items() if pattern.search(text))


def _holds_number(text: str) -> bool:
    return any(not is_kept(_NO_DIGIT.sub("", number)) for number in NUMBER.findall(text))
