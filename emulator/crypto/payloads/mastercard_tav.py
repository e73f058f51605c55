"""Mastercard's tokenization authentication value (TAV): the issuer signs the card, so that MDES approves without step-up.

Versions 2, 3 and 4: base64 of a JSON object with an RSASSA-PKCS1-v1_5 signature with SHA-256 over a text made of the
card. No official sample is public; the forms follow public integrations and processors' documentation.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, get_args

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from emulator.crypto.causes import Caused
from emulator.crypto.payloads import base64_json

Version = Literal["2", "3", "4"]

LONGEST: Final = 2048
"""Characters of a TAV at most (developer.mastercard.com, MDES Digital Enablement)."""

FURTHEST: Final = timedelta(days=30)
ADVISED: Final = timedelta(minutes=30)
"""How far ahead `dataValidUntilTimestamp` may lie, and how far it is advised to."""

DUMMY: Final = "RHVtbXkgYmFzZSA2NCBkYXRhIC0gdGhpcyBpcyBub3QgYSByZWFsIFRBViBleGFtcGxl"
"""The value that the documentation of the Digital Enablement sandbox shows; it holds no signature."""

NUMBER, EXPIRY, VALID_UNTIL = "accountNumber", "accountExpiry", "dataValidUntilTimestamp"
SIGNED_FIELDS: Final = (NUMBER, EXPIRY, VALID_UNTIL)
ALGORITHM: Final = "RSA-SHA256"

_TIMESTAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)").fullmatch


class TavError(Caused):
    """A TAV that proves nothing; `cause` names the mistake. No card number in the text."""


class UnreadableTav(TavError):
    """Not the base64 of a JSON object with the members of its version."""


class UntimelyTav(TavError):
    """`dataValidUntilTimestamp` has passed, or lies more than 30 days ahead."""


class UnprovenTav(TavError):
    """The signature is not that of a known key over this card."""


@dataclass(frozen=True)
class Card:
    """What a TAV vouches for; `expiry` is MMYY."""

    pan: str = field(repr=False)
    expiry: str
    token_unique_reference: str | None = None


@dataclass(frozen=True)
class Claims:
    """What a TAV says it signs: two flags in version 2; a time and an order of fields from version 3 on."""

    version: Version = "3"
    expiry_included: bool = True
    token_included: bool = False
    valid_until: str = ""
    order: tuple[str, ...] = SIGNED_FIELDS
    key_alias: str | None = None


@dataclass(frozen=True)
class Tav:
    """A TAV that was read: its claims, and the signature that should prove them."""

    claims: Claims
    signature: bytes


def timestamp(moment: datetime) -> str:
    """Return an aware moment as `YYYY-MM-DDThh:mm:ssZ`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def signed_text(claims: Claims, card: Card) -> str:
    """Return the text that the signature covers.

    Version 2: number, then `Y` and MMYY or `N`, then `Y` and the token reference or `N`; the place of the reference is
    our reading. From version 3: the values in the order that the TAV names, joined by a bar.
    """
    if claims.version == "2":
        expiry = f"Y{card.expiry}" if claims.expiry_included else "N"
        token = f"Y{card.token_unique_reference or ''}" if claims.token_included else "N"
        return f"{card.pan}{expiry}{token}"
    values = {NUMBER: card.pan, EXPIRY: card.expiry, VALID_UNTIL: claims.valid_until}
    return "|".join(values[name] for name in claims.order)


def make(card: Card, private_key: RSAPrivateKey, claims: Claims) -> str:
    """Return the TAV. RSASSA-PKCS1-v1_5 is deterministic: the same arguments give the same text."""
    signature = private_key.sign(signed_text(claims, card).encode(), padding.PKCS1v15(), hashes.SHA256())
    members = {"version": claims.version, "signatureAlgorithm": ALGORITHM, **_said(claims)}
    return base64_json.write({**members, "signature": base64.b64encode(signature).decode("ascii")})


def _said(claims: Claims) -> dict[str, object]:
    if claims.version == "2":
        return {"expirationDateIncluded": claims.expiry_included, "tokenUniqueReferenceIncluded": claims.token_included}
    alias = {} if claims.key_alias is None else {"keyAlias": claims.key_alias}
    return {VALID_UNTIL: claims.valid_until, "includedFieldsInOrder": "|".join(claims.order), **alias}


def verify(text: str, card: Card, *, keys: Mapping[str, RSAPublicKey], now: datetime) -> Tav:
    """Return the TAV when it vouches for `card` at `now` (aware). Raises a `TavError`.

    `keys` are the issuer's TAV keys by alias; a TAV that names a known alias is held to that key, any other may be
    signed by each of them.
    """
    tav = read(text)
    check_time(tav.claims, now)
    signed = signed_text(tav.claims, card).encode()
    if not any(_signed_by(key, tav.signature, signed) for key in candidate_keys(tav, keys).values()):
        raise UnprovenTav("the signature is not that of a known key over this card", cause="signature_mismatch")
    return tav


def candidate_keys(tav: Tav, keys: Mapping[str, RSAPublicKey]) -> Mapping[str, RSAPublicKey]:
    """Return the keys that may have signed."""
    alias = tav.claims.key_alias
    return {alias: keys[alias]} if alias is not None and alias in keys else keys


def _signed_by(key: RSAPublicKey, signature: bytes, text: bytes) -> bool:
    try:
        key.verify(signature, text, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def check_time(claims: Claims, now: datetime) -> None:
    """Refuse a TAV that is too old or reaches too far; version 2 has no time. Raises `UntimelyTav`."""
    if claims.version == "2":
        return
    until = datetime.fromisoformat(claims.valid_until)
    if until < now:
        raise UntimelyTav("dataValidUntilTimestamp has passed", cause="data_valid_until_passed")
    if until > now + FURTHEST:
        raise UntimelyTav("dataValidUntilTimestamp lies more than 30 days ahead", cause="data_valid_until_too_far")


def read(text: str) -> Tav:
    """Read a TAV without proving it. Names may begin with a capital. Raises `UnreadableTav`."""
    if len(text) > LONGEST:
        raise UnreadableTav(f"longer than {LONGEST} characters", cause="tav_too_long")
    try:
        members = base64_json.read(text)
    except base64_json.NotBase64 as error:
        raise UnreadableTav("not base64", cause="not_base64") from error
    except base64_json.NotAnObject as error:
        raise UnreadableTav("not a JSON object", cause="not_json") from error
    return _read({name[:1].lower() + name[1:]: value for name, value in members.items()})


def _read(members: Mapping[str, object]) -> Tav:
    version = _one_of(members, "version", get_args(Version))
    _one_of(members, "signatureAlgorithm", (ALGORITHM,))
    claims = _claims_2(members) if version == "2" else _claims_3(members, "4" if version == "4" else "3")
    return Tav(claims, _signature(members))


def _one_of(members: Mapping[str, object], name: str, known: tuple[str, ...]) -> str:
    value = members.get(name)
    if not isinstance(value, str) or value not in known:
        raise UnreadableTav(f"{name} is not one of {', '.join(known)}", cause=f"{_snake(name)}_unknown")
    return value


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda capital: "_" + capital[0].lower(), name)


def _claims_2(members: Mapping[str, object]) -> Claims:
    return Claims("2", _flag(members, "expirationDateIncluded"), _flag(members, "tokenUniqueReferenceIncluded"))


def _flag(members: Mapping[str, object], name: str) -> bool:
    # Booleans in integrations, the strings "true" and "false" in a sample on developer.mastercard.com.
    for value, spellings in ((True, (True, "true")), (False, (False, "false"))):
        if any(members.get(name) is spelling or members.get(name) == spelling for spelling in spellings):
            return value
    raise UnreadableTav(f"{name} is neither true nor false", cause="flag_unreadable")


def _claims_3(members: Mapping[str, object], version: Version) -> Claims:
    until, order, alias = members.get(VALID_UNTIL), members.get("includedFieldsInOrder"), members.get("keyAlias")
    if not isinstance(until, str):
        raise UnreadableTav(f"{VALID_UNTIL} is missing", cause="data_valid_until_missing")
    if not _is_timestamp(until):
        raise UnreadableTav(f"{VALID_UNTIL} is not ISO 8601 with a zone", cause="data_valid_until_unreadable")
    names = tuple(order.split("|")) if isinstance(order, str) else ()
    if NUMBER not in names or len(set(names)) < len(names) or not set(names) <= set(SIGNED_FIELDS):
        raise UnreadableTav("includedFieldsInOrder names other fields", cause="included_fields_unknown")
    return Claims(version, valid_until=until, order=names, key_alias=alias if isinstance(alias, str) else None)


def _is_timestamp(text: str) -> bool:
    try:
        return _TIMESTAMP(text) is not None and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _signature(members: Mapping[str, object]) -> bytes:
    text = members.get("signature")
    if not isinstance(text, str) or not text:
        raise UnreadableTav("signature is missing", cause="signature_missing")
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError as error:
        raise UnreadableTav("signature is not base64", cause="signature_not_base64") from error
