"""What goes wrong in the JSON of pass data: its form, and whether it answers this very request."""

import base64
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.crypto.payloads.apple import pass_data
from emulator.crypto.payloads.apple.pass_data import (
    ENCRYPTED_NUMBER,
    EXPIRATION,
    NAME,
    NETWORK,
    NONCE,
    NUMBER,
    PREFIX,
    SIGNATURE,
    AddRequest,
    PassData,
    PassDataError,
)

CHECK: Final = "pass_data"

Recognise = Callable[["PassDataCase"], Evidence | None]

_MM_YY: Final = re.compile(r"(0[1-9]|1[0-2])/[0-9]{2}").fullmatch


@dataclass(frozen=True)
class PassDataCase:
    """A plaintext, the request that it should answer, and the nonces of other open requests."""

    plaintext: bytes = field(repr=False)
    request: AddRequest
    other_nonces: Collection[bytes] = ()

    @cached_property
    def outcome(self) -> PassData | PassDataError:
        """What reading gives."""
        try:
            return pass_data.read(self.plaintext)
        except PassDataError as error:
            return error

    def text(self, name: str) -> str:
        """Return a member; nothing when it is absent or there is no pass data."""
        return self.outcome.members.get(name, "") if isinstance(self.outcome, PassData) else ""


def explain(plaintext: bytes, request: AddRequest, *, other_nonces: Collection[bytes] = ()) -> Finding | None:
    """Name the first mistake in opened pass data, or return None when it answers the request.

    An encrypted card number is not opened: see `visa.mbpac_mistakes`. The finding shows no card number.
    """
    return recognise(PassDataCase(plaintext, request, other_nonces), CATALOGUE, check=CHECK)


def _fails(cause: str, *, expected: str) -> Recognise:
    def recognise_it(case: PassDataCase) -> Evidence | None:
        found = isinstance(case.outcome, PassDataError) and case.outcome.cause == cause
        return Evidence(f"The pass data cannot be used: {case.outcome}.", expected=expected) if found else None

    return recognise_it


def _missing(name: str, cause: str) -> Mistake[PassDataCase]:
    def recognise_it(case: PassDataCase) -> Evidence | None:
        found = isinstance(case.outcome, PassData) and name in case.outcome.form and not case.text(name)
        return Evidence(f"{name} is missing, or is not text.", expected=name) if found else None

    return Mistake(cause, recognise_it, f"Write {name} beside the other members, as text.")


def _spelt(name: str, octets: Callable[[AddRequest], bytes], *, got: str, spell: Callable[[bytes], Collection[str]]) -> Recognise:
    """Recognise the right octets in a spelling other than hex in lower case."""

    def recognise_it(case: PassDataCase) -> Evidence | None:
        right = octets(case.request)
        sent = case.text(name)
        found = sent != right.hex() and sent in spell(right)
        return Evidence(f"{name} is right, but written otherwise.", expected="hex in lower case", got=got) if found else None

    return recognise_it


def _nonce(request: AddRequest) -> bytes:
    return request.nonce


def _signature(request: AddRequest) -> bytes:
    return request.nonce_signature


def _upper(octets: bytes) -> Collection[str]:
    return (octets.hex().upper(),)


def _base64(octets: bytes) -> Collection[str]:
    texts = (base64.b64encode(octets).decode("ascii"), base64.urlsafe_b64encode(octets).decode("ascii"))
    return (*texts, *(text.rstrip("=") for text in texts))


def _hex_of_base64(octets: bytes) -> Collection[str]:
    return tuple(text.encode("ascii").hex() for text in _base64(octets))


def _other_nonce(case: PassDataCase) -> Evidence | None:
    sent = case.text(NONCE)
    if not isinstance(case.outcome, PassData) or sent == case.request.nonce.hex():
        return None
    whose = "of another request" if sent.lower() in {nonce.hex() for nonce in case.other_nonces} else "of no open request"
    return Evidence(f"The nonce is {whose}.", expected=case.request.nonce.hex(), got=sent[:80])


def _other_signature(case: PassDataCase) -> Evidence | None:
    sent, right = case.text(SIGNATURE), case.request.nonce_signature.hex()
    if not isinstance(case.outcome, PassData) or sent == right:
        return None
    return Evidence("nonceSignature is not that of this request.", expected=right, got=sent[: len(right) + 2])


def _name(case: PassDataCase) -> Evidence | None:
    sent, right = case.text(NAME).strip(), case.request.cardholder_name.strip()
    if not isinstance(case.outcome, PassData) or sent == right:
        return None
    how = " only in letter case" if sent.lower() == right.lower() else ""
    return Evidence(f"name differs from the cardholder's name in the request{how}.", expected=right[:100], got=sent[:100])


def _no_slash(case: PassDataCase) -> Evidence | None:
    sent = case.text(EXPIRATION)
    found = len(sent) == 4 and sent.isascii() and sent.isdigit()
    return Evidence("expiration lacks its slash.", expected="MM/YY", got="four digits") if found else None


def _expiration(case: PassDataCase) -> Evidence | None:
    sent = case.text(EXPIRATION)
    wrong = NUMBER in _form(case) and _MM_YY(sent) is None
    return Evidence("expiration is written otherwise.", expected="MM/YY", got=f"{len(sent)} characters") if wrong else None


def _form(case: PassDataCase) -> tuple[str, ...]:
    return case.outcome.form if isinstance(case.outcome, PassData) else ()


def _digits(case: PassDataCase) -> Evidence | None:
    sent = case.text(NUMBER)
    wrong = NUMBER in _form(case) and not (sent.isascii() and sent.isdigit() and 12 <= len(sent) <= 19)
    return (
        Evidence("primaryAccountNumber is not 12 to 19 digits.", expected="digits only", got=f"{len(sent)} characters") if wrong else None
    )


def _suffix(case: PassDataCase) -> Evidence | None:
    wrong = NUMBER in _form(case) and not case.text(NUMBER).endswith(case.request.suffix)
    text = "The card number does not end in the suffix of the request."
    return Evidence(text, expected=case.request.suffix[:8], got=case.text(NUMBER)[-4:]) if wrong else None


def _unreadable_number(case: PassDataCase) -> Evidence | None:
    wrong = isinstance(case.outcome, PassData) and ENCRYPTED_NUMBER in case.outcome.form and case.outcome.encrypted_number is None
    return Evidence("encryptedPrimaryAccountNumber is not base64 of text.", expected="base64 of MBPAD-1-FK-...") if wrong else None


IN_HEX: Final = "Inside the pass data, write nonce and nonceSignature as hex in lower case, whatever they travelled in."

CATALOGUE: Final[tuple[Mistake[PassDataCase], ...]] = (
    Mistake("pass_data_not_json", _fails("pass_data_not_json", expected="a JSON object"), "Seal the JSON text of the pass data, in UTF-8."),
    Mistake(
        "card_number_missing",
        _fails("card_number_missing", expected=f"{NUMBER} or {ENCRYPTED_NUMBER}"),
        "Write the card number, in clear or, for Visa, encrypted.",
    ),
    _missing(NONCE, "nonce_missing"),
    _missing(SIGNATURE, "nonce_signature_missing"),
    _missing(NAME, "name_missing"),
    _missing(EXPIRATION, "expiration_missing"),
    _missing(PREFIX, "number_prefix_missing"),
    _missing(NETWORK, "network_name_missing"),
    Mistake("nonce_base64_in_json", _spelt(NONCE, _nonce, got="base64", spell=_base64), IN_HEX),
    Mistake("nonce_hex_of_base64", _spelt(NONCE, _nonce, got="hex of base64", spell=_hex_of_base64), IN_HEX),
    Mistake("nonce_upper_case_in_json", _spelt(NONCE, _nonce, got="upper case", spell=_upper), IN_HEX),
    Mistake("other_nonce", _other_nonce, "Answer each request with its own nonce, and only once."),
    Mistake("nonce_signature_base64_in_json", _spelt(SIGNATURE, _signature, got="base64", spell=_base64), IN_HEX),
    Mistake("nonce_signature_hex_of_base64", _spelt(SIGNATURE, _signature, got="hex of base64", spell=_hex_of_base64), IN_HEX),
    Mistake("nonce_signature_upper_case_in_json", _spelt(SIGNATURE, _signature, got="upper case", spell=_upper), IN_HEX),
    Mistake("nonce_signature_mismatch", _other_signature, "Echo the signature that came with the nonce, unchanged: it is opaque."),
    Mistake("name_mismatch", _name, "Write the name that the app showed in its configuration (cardholderName)."),
    Mistake("expiration_mmyy_without_slash", _no_slash, "Write the expiry as MM/YY."),
    Mistake("expiration_format", _expiration, "Write the expiry as MM/YY."),
    Mistake("card_number_not_digits", _digits, "Write the whole card number, digits only."),
    Mistake("suffix_mismatch", _suffix, "Seal the card that the app showed in its configuration (primaryAccountSuffix)."),
    Mistake("encrypted_number_not_base64", _unreadable_number, "Write the base64 of the MBPAD text."),
)
