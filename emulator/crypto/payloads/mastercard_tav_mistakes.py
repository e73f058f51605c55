"""What goes wrong in a TAV: its form, its time, and the text that the issuer signed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import chain, permutations
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, diagnose
from emulator.crypto.payloads import base64_json
from emulator.crypto.payloads import mastercard_tav as tav
from emulator.crypto.payloads.mastercard_tav import EXPIRY, NUMBER, VALID_UNTIL, Card, Claims, Tav, TavError
from emulator.crypto.signatures.rsassa import Signed, take_apart

Recognise = Callable[["TavCase"], Evidence | None]


@dataclass(frozen=True)
class TavCase:
    """A TAV that was refused, the card that it should vouch for, the issuer's keys by alias, and the moment."""

    text: str
    card: Card
    keys: Mapping[str, RSAPublicKey]
    now: datetime
    other_pans: tuple[str, ...] = ()

    @cached_property
    def unreadable(self) -> TavError | None:
        """Why the TAV cannot be read, or None when it can."""
        return _error(lambda: tav.read(self.text))

    @cached_property
    def read(self) -> Tav | None:
        """The TAV, or None when it cannot be read."""
        return None if self.unreadable else tav.read(self.text)

    @cached_property
    def inside(self) -> Signed | None:
        """What one of the issuer's keys signed, or None when none of them made the signature."""
        if self.read is None:
            return None
        keys = tav.candidate_keys(self.read, self.keys).values()
        return next((signed for key in keys if (signed := take_apart(self.read.signature, key))), None)


def _error(check: Callable[[], object]) -> TavError | None:
    try:
        check()
    except TavError as error:
        return error
    return None


def explain(text: str, card: Card, *, keys: Mapping[str, RSAPublicKey], now: datetime, other_pans: tuple[str, ...] = ()) -> Finding:
    """Name the mistake in a TAV that `verify` refused; `other_pans` are further card numbers that it may be for.

    Without a better row it also tries every number that differs in the last four digits (10 ms). The finding names
    fields and shapes, never a card number.
    """
    return diagnose(TavCase(text, card, keys, now, other_pans), CATALOGUE, otherwise=MISMATCH)


MISMATCH: Final = Finding(
    check="tav",
    cause="signature_mismatch",
    message="A known key signed, but another text than this card and these members give.",
    fix="Sign the values that the TAV and the card carry; change nothing afterwards.",
)


def _read_fails_with(cause: str) -> Recognise:
    def recognise(case: TavCase) -> Evidence | None:
        error = case.unreadable
        return Evidence(f"The TAV cannot be read: {error}.") if error is not None and error.cause == cause else None

    return recognise


def _late_or_early(cause: str) -> Recognise:
    def recognise(case: TavCase) -> Evidence | None:
        claims = case.read.claims if case.read else Claims("2")
        error = _error(lambda: tav.check_time(claims, case.now))
        if error is None or error.cause != cause:
            return None
        last = tav.timestamp(case.now + tav.FURTHEST)
        return Evidence(f"{error}.", expected=f"from {tav.timestamp(case.now)} to {last}", got=claims.valid_until)

    return recognise


def _when(holds: Callable[[TavCase], bool], message: str) -> Recognise:
    return lambda case: Evidence(message) if holds(case) else None


def _other_digest(case: TavCase) -> Evidence | None:
    name = case.inside.digest_name if case.inside else "sha256"
    return Evidence(f"The text was hashed with {name}.", expected="sha256", got=name) if name not in ("sha256", "sha1") else None


def _signed(message: str, texts: Callable[[Claims, TavCase], Iterator[tuple[str, str]]]) -> Recognise:
    """Recognise the text that was really signed; `texts` gives (shape, text), and only the shape is shown."""

    def recognise(case: TavCase) -> Evidence | None:
        if case.read is None or case.inside is None:
            return None
        inside, claims = case.inside, case.read.claims
        shape = next((shape for shape, text in texts(claims, case) if inside.covers(text.encode())), None)
        return None if shape is None else Evidence(message, expected=_shape(claims), got=shape)

    return recognise


def _shape(claims: Claims) -> str:
    if claims.version != "2":
        return "|".join(claims.order)
    return f"{NUMBER} {'Y MMYY' if claims.expiry_included else 'N'} {'Y tokenUniqueReference' if claims.token_included else 'N'}"


def _other_orders(claims: Claims, case: TavCase) -> Iterator[tuple[str, str]]:
    for size in range(len(tav.SIGNED_FIELDS), 0, -1):
        for order in permutations(tav.SIGNED_FIELDS, size):
            other = replace(claims, order=order)
            yield _shape(other), tav.signed_text(other, case.card)


def _no_separator(claims: Claims, case: TavCase) -> Iterator[tuple[str, str]]:
    for shape, text in _other_orders(claims, case):
        yield shape.replace("|", ""), text.replace("|", "")
        yield shape.replace("|", ","), text.replace("|", ",")


def _with_expiry(*forms: tuple[str, Callable[[str, str], str]]) -> Callable[[Claims, TavCase], Iterator[tuple[str, str]]]:
    def texts(claims: Claims, case: TavCase) -> Iterator[tuple[str, str]]:
        month, year = case.card.expiry[:2], case.card.expiry[2:]
        for name, spell in forms:
            card = replace(case.card, expiry=spell(month, year))
            yield _shape(claims).replace(EXPIRY, name).replace("MMYY", name), tav.signed_text(claims, card)

    return texts


def _version_2_text(claims: Claims, case: TavCase) -> Iterator[tuple[str, str]]:
    for expiry_included in (True, False):
        other = Claims("2", expiry_included)
        if claims.version != "2":
            yield _shape(other), tav.signed_text(other, case.card)


def _other_flags(claims: Claims, case: TavCase) -> Iterator[tuple[str, str]]:
    for expiry_included in (True, False):
        for token_included in (True, False):
            other = Claims("2", expiry_included, token_included)
            if claims.version != "2":
                return
            yield _shape(other), tav.signed_text(other, case.card)


def _other_expiries(claims: Claims, case: TavCase) -> Iterator[tuple[str, str]]:
    for month in range(1, 13):
        for year in range(100):
            yield f"another {EXPIRY}", tav.signed_text(claims, replace(case.card, expiry=f"{month:02}{year:02}"))


def _other_numbers(claims: Claims, case: TavCase) -> Iterator[tuple[str, str]]:
    before, _, after = tav.signed_text(claims, replace(case.card, pan="?")).partition("?")
    same_beginning = (f"{case.card.pan[:-4]}{last:04}" for last in range(10_000))
    for pan in chain(case.other_pans, same_beginning):
        yield f"another {NUMBER}", f"{before}{pan}{after}"


def _spaced_numbers(claims: Claims, case: TavCase) -> Iterator[tuple[str, str]]:
    pan = case.card.pan
    for gap in (" ", "-"):
        spaced = gap.join(pan[start : start + 4] for start in range(0, len(pan), 4))
        yield f"{NUMBER} in groups", tav.signed_text(claims, replace(case.card, pan=spaced))


def _lacks_time(cause: str) -> Mistake[TavCase]:
    return Mistake(cause, _read_fails_with(cause), f"Set {VALID_UNTIL} to a UTC moment such as 2030-01-01T00:00:00Z, 30 minutes ahead.")


CATALOGUE: Final[tuple[Mistake[TavCase], ...]] = (
    Mistake(
        "documented_dummy_tav",
        _when(lambda case: case.text == tav.DUMMY, "This is the sample of the sandbox's documentation, and holds no signature."),
        "Make a TAV: sign the card with the issuer's TAV key.",
    ),
    Mistake(
        "base64_applied_twice",
        _when(lambda case: base64_json.applied_twice(case.text), "The TAV was encoded in base64 twice."),
        "Encode the JSON once.",
    ),
    Mistake("not_base64", _read_fails_with("not_base64"), "Send the base64 of the JSON: standard alphabet, with padding."),
    Mistake("not_json", _read_fails_with("not_json"), "Encode a JSON object."),
    Mistake("tav_too_long", _read_fails_with("tav_too_long"), "Send at most 2048 characters."),
    Mistake("version_unknown", _read_fails_with("version_unknown"), 'Set version to the text "2", "3" or "4".'),
    Mistake("signature_algorithm_unknown", _read_fails_with("signature_algorithm_unknown"), "Set signatureAlgorithm to RSA-SHA256."),
    Mistake("flag_unreadable", _read_fails_with("flag_unreadable"), "Send both flags of version 2 as true or false."),
    _lacks_time("data_valid_until_missing"),
    _lacks_time("data_valid_until_unreadable"),
    Mistake(
        "included_fields_unknown",
        _read_fails_with("included_fields_unknown"),
        f"List {NUMBER}, {EXPIRY} and {VALID_UNTIL} once each, joined by a bar.",
    ),
    Mistake("signature_missing", _read_fails_with("signature_missing"), "Send the base64 of the signature in the member signature."),
    Mistake("signature_not_base64", _read_fails_with("signature_not_base64"), "Write the signature in standard base64."),
    Mistake("data_valid_until_passed", _late_or_early("data_valid_until_passed"), "Make a new TAV for each request; check the clock."),
    Mistake("data_valid_until_too_far", _late_or_early("data_valid_until_too_far"), "Stay within 30 days; 30 minutes are advised."),
    Mistake(
        "unknown_signing_key",
        _when(lambda case: case.inside is None, "None of the issuer's TAV keys made the signature."),
        "Register the public half of the signing key as the issuer's TAV key, or sign with the registered one.",
    ),
    Mistake(
        "signature_hash_is_sha1",
        _when(lambda case: case.inside is not None and case.inside.digest_name == "sha1", "The text was hashed with sha1."),
        "Sign with RSA and SHA-256.",
    ),
    Mistake("signature_other_hash", _other_digest, "Sign with RSA and SHA-256."),
    Mistake(
        "signature_is_pss",
        _when(lambda case: case.inside is not None and case.inside.scheme == "PSS", "The signature is RSASSA-PSS."),
        "Sign with RSASSA-PKCS1-v1_5.",
    ),
    Mistake(
        "signed_order_differs_from_includedFieldsInOrder",
        _signed("The values were signed in another order than the TAV lists.", _other_orders),
        "Sign the values in the order of includedFieldsInOrder.",
    ),
    Mistake("separator_missing", _signed("The values are not joined by a bar.", _no_separator), "Join the values by a vertical bar."),
    Mistake(
        "expiry_signed_as_yymm",
        _signed("The expiry was signed with the year first.", _with_expiry(("YYMM", lambda month, year: year + month))),
        "Sign the expiry as MMYY.",
    ),
    Mistake(
        "expiry_signed_in_another_form",
        _signed(
            "The expiry was signed in another form.",
            _with_expiry(
                ("MM/YY", lambda month, year: f"{month}/{year}"),
                ("MMYYYY", lambda month, year: f"{month}20{year}"),
                ("YYYY-MM", lambda month, year: f"20{year}-{month}"),
                ("YYYYMM", lambda month, year: f"20{year}{month}"),
            ),
        ),
        "Sign the expiry as MMYY.",
    ),
    Mistake(
        "v2_text_signed_in_v3",
        _signed("The text of version 2 was signed.", _version_2_text),
        "From version 3 on, join the listed values by a bar; Y and N belong to version 2.",
    ),
    Mistake(
        "v3_text_signed_in_v2",
        _signed("The text of version 3 was signed.", lambda claims, case: _other_orders(replace(claims, version="3"), case)),
        "In version 2, sign the number, then Y and the expiry or N, then Y and the token reference or N.",
    ),
    Mistake(
        "flags_differ_from_signed_text", _signed("The flags do not say what was signed.", _other_flags), "Set the flags to what you sign."
    ),
    Mistake("pan_signed_with_gaps", _signed("The card number was signed in groups.", _spaced_numbers), "Sign the bare digits."),
    Mistake(
        "expiry_mismatch", _signed("The TAV vouches for this card with another expiry.", _other_expiries), "Sign the expiry that you send."
    ),
    Mistake("pan_mismatch", _signed("The TAV vouches for another card number.", _other_numbers), "Sign the card that you send."),
)
