"""The members of a message that travel encrypted, opened on the way in and sealed on the way out.

Two forms are understood, field-level encryption (five members, hexadecimal) and a compact JWE in `encryptedData`; an
answer has the form and the OAEP digest of its request (package mastercard-client-encryption reads both).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

import orjson

from emulator.core.context import Context
from emulator.core.keys import Keys
from emulator.core.wire import Malformed, Unreadable, parse_json
from emulator.crypto.diagnosis import Finding
from emulator.crypto.jose import jwe
from emulator.crypto.keys.keyring import KeyPair, Keyring
from emulator.crypto.payloads import mastercard_fle as fle
from emulator.crypto.payloads import mastercard_fle_mistakes
from emulator.domain.errors import InvalidField
from emulator.providers.mdes import timestamps

Fields = dict[str, Any]
Change = Callable[[str, Fields], Fields]
"""Gives the new members of an encrypted node, from its dotted name and its members."""

# Clients encrypt to this pair. Those of the other roles are the ones that clients mix up with it.
REQUEST_KEY: Final = "demo:mdes/request"
OTHER_ROLES: Final = ("demo:mdes/response", "demo:mdes/issuer", "demo:mdes/signing", "demo:mdes/tav", "demo:mdes/jws")
RESPONSE_KEY: Final = "demo:mdes/response"

PAYLOAD: Final = "encryptedData"
MEMBERS: Final = frozenset({PAYLOAD, "encryptedKey", "iv", "oaepHashingAlgorithm", "publicKeyFingerprint"})

# The form of a request (Context.sealing), and the one that a credential names for its client (Credential.secrets).
FORM: Final = "encryption"
FLE: Final = "fle"
JWE: Final = "jwe"

# What is used where no request says otherwise (our own choice: Mastercard's samples differ from language to language).
DIGEST: Final = "SHA256"
# The official client library writes 16-byte vectors into its JWEs, where JOSE says 12.
JWE_IV_BYTES: Final = 16

# Everywhere in the requests of MDES where something encrypted may stand.
KNOWN_PLACES: Final = (
    "fundingAccountInfo.encryptedPayload",
    "cardInfo",
    "pushFundingAccount.encryptedPayload",
    "pushFundingAccounts.encryptedPayload",
)


def opened(ctx: Context, fields: Fields, places: Iterable[str]) -> Fields:
    """Return the message with what is encrypted at these places (`a.b`, `a.*.b`) opened, under `encryptedData`.

    Raises:
        Unreadable: it does not open; the finding says why.
        InvalidField: a member of the encrypted node is missing or has another length.
        StaleData: what was encrypted is no longer valid.
    """
    return changed(fields, places, partial(_opened_node, ctx))


def sealed(ctx: Context, fields: Fields, places: Iterable[str], *, to: KeyPair) -> Fields:
    """Return the message with `encryptedData` at these places encrypted to a certificate, in the form of the request."""
    return changed(fields, places, lambda _place, node: _sealed_node(ctx, node, to))


def changed(fields: Fields, places: Iterable[str], change: Change) -> Fields:
    """Return a copy with every object at these places changed; what is absent, null or no object stays as it is."""
    for place in places:
        fields = _changed_at(fields, place.split("."), partial(change, place))
    return fields


def plain_texts(keys: Keys, body: bytes) -> Iterator[bytes]:
    """Give what a sender may have hashed in place of the encrypted body: the whole message in clear, and each part of it."""
    with suppress(Malformed, ValueError):
        parts: list[bytes] = []
        message = changed(parse_json(body), KNOWN_PLACES, lambda _place, node: _plain_node(keys, node, parts))
        # Where nothing was encrypted there is no other body than the one that was sent.
        if parts:
            yield json.dumps(message).encode()
            yield from parts


def _plain_node(keys: Keys, node: Fields, parts: list[bytes]) -> Fields:
    plaintext = _plaintext(node, keys)
    parts.append(plaintext)
    return _beside(node) | {PAYLOAD: orjson.loads(plaintext)}


def _changed_at(value: Any, place: Sequence[str], change: Callable[[Fields], Fields]) -> Any:
    if not place:
        return change(value) if isinstance(value, dict) else value
    if place[0] == "*":
        return [_changed_at(item, place[1:], change) for item in value] if isinstance(value, list) else value
    if not isinstance(value, dict) or value.get(place[0]) is None:
        return value
    return {**value, place[0]: _changed_at(value[place[0]], place[1:], change)}


def _opened_node(ctx: Context, place: str, node: Fields) -> Fields:
    try:
        plaintext = _plaintext(node, ctx.keys)
    except fle.FleError as error:
        raise _refusal(ctx, node, error, place=place) from None
    except jwe.JweError as error:
        raise Unreadable(_jwe_finding(error.cause, str(error))) from None
    value = _parsed(ctx, node, plaintext)
    timestamps.refuse_stale(value, wall=ctx.wall)
    _remember_form(ctx, node)
    return _beside(node) | {PAYLOAD: value}


def _plaintext(node: Fields, keys: Keys) -> bytes:
    ring = keys.ring(REQUEST_KEY)
    if _is_jwe(node):
        return jwe.open_sealed(node[PAYLOAD], lambda header: _jwe_key(header, ring)).plaintext
    return fle.open_sealed(node, ring)


def _jwe_key(header: jwe.Header, ring: Keyring) -> Any:
    pair = ring.find(str(header.get("kid", "")))
    if pair is None or pair.private_key is None:
        known = ", ".join(sorted({value for _, kind, value in ring.known() if kind == "spki_sha256"}))
        raise Unreadable(_jwe_finding("jwe_unknown_kid", f"kid names no key that opens requests here; known: {known}"))
    return pair.private_key


def _is_jwe(node: Mapping[str, Any]) -> bool:
    token = node.get(PAYLOAD)
    return isinstance(token, str) and "encryptedKey" not in node and token.count(".") == 4


def _parsed(ctx: Context, node: Fields, plaintext: bytes) -> Any:
    try:
        return parse_json(plaintext)
    except Malformed as error:
        if error.finding.cause == "not_json":
            raise Unreadable(_explained(ctx, node)) from None
        raise


def _refusal(ctx: Context, node: Fields, error: fle.FleError, *, place: str) -> Exception:
    finding = _explained(ctx, node)
    problem = _problem(error)
    if problem is None:
        return Unreadable(finding)
    ctx.findings.append(finding)
    return InvalidField(f"{place}.{error.field}", problem)


def _problem(error: fle.FleError) -> str | None:
    """Say which refusals are about the form of a member; everything else is a matter of cryptography."""
    if isinstance(error, fle.MissingField):
        return "missing"
    return "length" if isinstance(error, fle.WrongLength) and error.field == "iv" else None


def _explained(ctx: Context, node: Fields) -> Finding:
    return mastercard_fle_mistakes.explain(node, ctx.keys.ring(REQUEST_KEY), others=ctx.keys.ring(*OTHER_ROLES))


def _jwe_finding(cause: str, message: str) -> Finding:
    return Finding(
        check="encryption",
        cause=cause,
        message=message,
        fix="encrypt with RSA-OAEP-256 and A256GCM to the request certificate (tsp-emulator keys); kid is the SHA-256 of its key",
    )


def _remember_form(ctx: Context, node: Fields) -> None:
    ctx.sealing[FORM] = JWE if _is_jwe(node) else FLE
    if digest := node.get("oaepHashingAlgorithm"):
        ctx.sealing["digest"] = digest.upper().replace("-", "")


def _sealed_node(ctx: Context, node: Fields, to: KeyPair) -> Fields:
    if PAYLOAD not in node or isinstance(node[PAYLOAD], str):
        # Nothing to seal, or sealed before.
        return node
    plaintext = orjson.dumps(node[PAYLOAD])
    if _form(ctx) == JWE:
        header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": to.fingerprints.spki_sha256, "cty": "application/json"}
        token = jwe.seal(plaintext, to.public_key, header=header, chance=ctx.sealing_chance, iv_bytes=JWE_IV_BYTES)
        return _beside(node) | {PAYLOAD: token}
    # OAEP even where the request used PKCS#1 v1.5: the official library decrypts nothing else.
    digest = ctx.sealing.get("digest", DIGEST)
    members = fle.seal(plaintext, to.public_key, fingerprint=to.fingerprints.cert_sha256, digest=digest, chance=ctx.sealing_chance)
    return _beside(node) | members


def _form(ctx: Context) -> str:
    # A request that had nothing to encrypt does not say what its client can read: its credential may.
    secrets = ctx.credential.secrets if ctx.credential else {}
    return ctx.sealing.get(FORM, secrets.get(FORM, FLE))


def _beside(node: Fields) -> Fields:
    return {name: value for name, value in node.items() if name not in MEMBERS}
