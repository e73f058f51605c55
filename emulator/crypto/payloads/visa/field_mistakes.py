"""What goes wrong in an encrypted field: each row opens it as a mistaken client sealed it."""

import binascii
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.crypto.jose import base64url, jwe
from emulator.crypto.jose.jwe import Header, Opened
from emulator.crypto.payloads import base64_json
from emulator.crypto.payloads.visa import fields
from emulator.crypto.payloads.visa.fields import FieldError, FieldKeys

CHECK: Final = "encryption"

Recognise = Callable[["FieldCase"], Evidence | None]


@dataclass(frozen=True)
class FieldCase:
    """A field's text, the keys that open fields here, and other secrets by the names that an explanation may show.

    With `now` (aware) and `max_age`, a field may be too old; without them its age does not matter.
    """

    text: str = field(repr=False)
    keys: FieldKeys
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
    now: datetime | None = None
    max_age: timedelta | None = None

    @cached_property
    def header(self) -> Header:
        """The protected header; empty when there is none."""
        try:
            return jwe.read_header(self.text)
        except jwe.JweError:
            return {}

    @cached_property
    def outcome(self) -> Opened | FieldError:
        """What opening gives."""
        try:
            return fields.open_sealed(self.text, self.keys)
        except FieldError as error:
            return error

    def fails_with(self, cause: str) -> bool:
        """Tell whether the field does not open for this reason."""
        return isinstance(self.outcome, FieldError) and self.outcome.cause == cause

    @property
    def secret(self) -> str:
        """The secret that the field names; empty when it is unknown."""
        return self.keys.secrets.get(str(self.header.get("kid")), "")

    def opens_with(self, key: bytes) -> bool:
        """Tell whether this key unwraps the content key, whatever becomes of the content."""
        if len(key) != fields.KEY_BYTES:
            return False
        try:
            jwe.open_sealed(self.text, lambda _: key, allowed={fields.SHARED})
        except jwe.TamperedToken:
            return True
        except jwe.JweError:
            return False
        return True


def explain(
    text: str,
    keys: FieldKeys,
    *,
    others: Mapping[str, str] | None = None,
    now: datetime | None = None,
    max_age: timedelta | None = None,
) -> Finding | None:
    """Name the first mistake in an encrypted field, or return None when it opens and holds JSON.

    The finding shows neither plaintext nor secret.
    """
    return recognise(FieldCase(text, keys, others or {}, now, max_age), CATALOGUE, check=CHECK)


def _base64_of_jwe(case: FieldCase) -> Evidence | None:
    try:
        inner = binascii.a2b_base64(case.text, strict_mode=True).decode("ascii")
    except ValueError:
        return None
    is_jwe = inner.count(".") == 4 and bool(replace(case, text=inner).header)
    return Evidence("The text is the base64 of a compact JWE.", expected="the JWE itself", got="base64") if is_jwe else None


def _mastercard(case: FieldCase) -> Evidence | None:
    try:
        members = base64_json.read(case.text)
    except ValueError:
        return None
    found = bool({"cardInfo", "fundingAccountInfo"} & members.keys())
    return Evidence("This is Mastercard's opaque payment card: base64 of JSON.", expected="a compact JWE") if found else None


def _fails(cause: str, message: str, *, expected: str, got: Callable[[FieldCase], str | None] = lambda _: None) -> Recognise:
    def recognise_it(case: FieldCase) -> Evidence | None:
        return Evidence(f"{message}: {case.outcome}.", expected=expected, got=got(case)) if case.fails_with(cause) else None

    return recognise_it


def _unknown_kid(case: FieldCase) -> Evidence | None:
    if not case.fails_with("unknown_kid"):
        return None
    return Evidence("kid names no key that is known here.", expected=case.keys.known() or None, got=str(case.header.get("kid"))[:100])


def _parts(text: str) -> str:
    return f"{text.count('.') + 1} parts"


def _vector(case: FieldCase) -> Evidence | None:
    if not case.fails_with("content_iv_not_96_bit"):
        return None
    octets = base64url.decode(case.text.split(".")[2])
    expected, got = "12 bytes", f"{len(octets)} bytes"
    if b"IvParameterSpec@" in octets or b"IvParameterSpec@" in _decoded(octets.decode("ascii", "replace")):
        return Evidence("The content's vector is the name of a Java object, not its bytes.", expected=expected, got=got)
    return Evidence("The content's vector has another length.", expected=expected, got=got)


def _decoded(text: str) -> bytes:
    try:
        return binascii.a2b_base64(text)
    except ValueError:
        return b""


def _wrapped_with(message: str, keys: Callable[[FieldCase], Iterable[bytes]]) -> Recognise:
    """Recognise another key that unwraps the content key."""

    def recognise_it(case: FieldCase) -> Evidence | None:
        is_shared = case.header.get("alg") == fields.SHARED
        found = is_shared and case.fails_with("wrong_key") and any(map(case.opens_with, keys(case)))
        return Evidence(message, expected="SHA-256 of the text of the shared secret") if found else None

    return recognise_it


def _wrong_key(case: FieldCase) -> Evidence | None:
    if not case.fails_with("wrong_key"):
        return None
    is_shared = case.header.get("alg") == fields.SHARED
    expected = "SHA-256 of the text of the shared secret" if is_shared else "RSA-OAEP with SHA-256 to the public key of kid"
    return Evidence(f"The content key does not unwrap: {case.outcome}.", expected=expected)


def _decoded_secrets(case: FieldCase) -> Iterable[bytes]:
    return map(fields.wrapping_key, _decodings(case.secret))


def _decodings(text: str) -> Iterable[bytes]:
    for decode in (binascii.a2b_base64, binascii.unhexlify):
        try:
            yield decode(text.encode("utf-8", "replace"))
        except ValueError:
            continue


def _raw_secrets(case: FieldCase) -> Iterable[bytes]:
    return [case.secret.encode("utf-8", "replace"), *_decodings(case.secret)]


def _other_secrets(case: FieldCase) -> Iterable[bytes]:
    return map(fields.wrapping_key, case.others.values())


def _secret_of_another_kid(case: FieldCase) -> Iterable[bytes]:
    return map(fields.wrapping_key, case.keys.secrets.values())


def _not_json(case: FieldCase) -> Evidence | None:
    if not isinstance(case.outcome, Opened):
        return None
    try:
        json.loads(case.outcome.plaintext)
    except (ValueError, RecursionError):
        return Evidence("The field opens, but what it holds is not JSON.", expected="JSON in UTF-8")
    return None


def _stale(case: FieldCase) -> Evidence | None:
    if case.now is None or case.max_age is None or not isinstance(case.outcome, Opened):
        return None
    issued = str(case.outcome.header.get("iat", ""))
    if not (issued.isascii() and issued.isdigit() and len(issued) < 15):
        return None
    age = int(case.now.timestamp()) - int(issued)
    limit = int(case.max_age.total_seconds())
    return Evidence(f"The field is {age} seconds old.", expected=f"at most {limit} seconds", got=f"{age} seconds") if age > limit else None


CATALOGUE: Final[tuple[Mistake[FieldCase], ...]] = (
    Mistake("base64_of_jwe", _base64_of_jwe, "Hand the JWE text on as it is, without base64 around it."),
    Mistake("mastercard_opc_sent_as_visa", _mastercard, "Make Visa's form for a Visa card, and name the right network and provider."),
    Mistake(
        "not_a_compact_jwe",
        _fails("not_a_compact_jwe", "The field is not a compact JWE", expected="5 parts", got=lambda case: _parts(case.text)),
        "Send header, wrapped key, vector, ciphertext and tag in base64url without padding, joined by dots.",
    ),
    Mistake(
        "unsupported_algorithm",
        _fails("unsupported_algorithm", "The header names other algorithms", expected="A256GCMKW and A256GCM"),
        "Use alg A256GCMKW (shared secret) or RSA-OAEP-256, and enc A256GCM.",
    ),
    Mistake("unknown_kid", _unknown_kid, "Put the API key, or the id of the encryption key, into the header as kid."),
    Mistake("content_iv_not_96_bit", _vector, "Use 12 random bytes as the content's vector; in Java ask the specification for getIV()."),
    Mistake(
        "kek_from_decoded_secret",
        _wrapped_with("The shared secret was decoded before it was hashed.", _decoded_secrets),
        "Hash the text of the shared secret: it is never base64- or hex-decoded.",
    ),
    Mistake(
        "kek_is_raw_secret",
        _wrapped_with("The shared secret itself was used as key.", _raw_secrets),
        "Wrap with SHA-256 of the shared secret's text.",
    ),
    Mistake(
        "kek_from_signing_secret",
        _wrapped_with("Another secret of the same client was used.", _other_secrets),
        "Use the secret of the encryption key that kid names, not the one that signs requests.",
    ),
    Mistake(
        "kek_of_another_kid",
        _wrapped_with("The secret of another kid was used.", _secret_of_another_kid),
        "Use the secret that belongs to the kid in the header.",
    ),
    Mistake(
        "wrong_key",
        _wrong_key,
        "Check that kid and key belong together, and that iv and tag in the header are those of the key wrap.",
    ),
    Mistake(
        "gcm_tag_mismatch",
        _fails("gcm_tag_mismatch", "The content does not verify", expected="an untouched token"),
        "Authenticate the very header text that is sent, and send ciphertext and tag unchanged.",
    ),
    Mistake("plaintext_not_json", _not_json, "Encrypt the JSON text of the object, once."),
    Mistake("stale_iat", _stale, "Make the field anew for each request."),
)
