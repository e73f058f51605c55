"""Fields that travel encrypted: opened on the way in, sealed on the way out with the key that the request used.

Their names begin with `enc`; each is a compact JWE, under a secret that both sides share or under RSA keys
(developer.visa.com, In-App Provisioning; package @visa/api-client).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import orjson

from emulator.core.context import Context
from emulator.core.issuer_secrets import OPC_KEY_ID, OPC_SECRET
from emulator.core.wire import Malformed, Unreadable, parse_json
from emulator.core.worlds import DEMO_API_KEY, DEMO_VISA_SECRETS
from emulator.crypto.diagnosis import Finding
from emulator.crypto.payloads.visa import field_mistakes
from emulator.crypto.payloads.visa import fields as field_encryption
from emulator.crypto.payloads.visa.fields import ASYMMETRIC, FieldError, FieldKeys
from emulator.domain.worlds import Credential

Fields = dict[str, Any]

# Clients encrypt to this pair where keys are asymmetric; the answer goes to the client's own.
SERVER_KEY: Final = "demo:vts/server"
CLIENT_KEY: Final = "mle_client"
CLIENT_KEY_ID: Final = "mle_key_id"

# Where a request's own key is remembered for its answer (Context.sealing).
KID: Final = "kid"
ALGORITHM: Final = "alg"
# Visa's samples wrap arrays like this, because their library encrypts no bare array.
WRAPPED: Final = "data"


class UnreadableField(Unreadable):
    """An encrypted field does not open; `location` is its name."""

    def __init__(self, finding: Finding, location: str) -> None:
        super().__init__(finding)
        self.location = location


def credential_of(ctx: Context) -> Credential:
    """Return the caller's credential; the demo's where signatures are not asked for and none was shown."""
    return ctx.credential or Credential("visa", DEMO_API_KEY, ctx.namespace.id, DEMO_VISA_SECRETS)


def opening_keys(ctx: Context) -> FieldKeys:
    """Return what opens fields of this caller, by key id; opaque payment cards that In-App Provisioning made among them."""
    credential = credential_of(ctx)
    server = ctx.keys.pair(SERVER_KEY)
    names = [credential.secrets.get(CLIENT_KEY_ID, ""), *(value for _, value in server.fingerprints.items())]
    private = dict.fromkeys(names, server.private_key) if server.private_key else {}
    return FieldKeys({**_shared(credential), OPC_KEY_ID: OPC_SECRET}, private)


def opened(ctx: Context, fields: Fields, places: Iterable[str]) -> Fields:
    """Return the message with the fields at these places (`a.b`) opened.

    Raises:
        UnreadableField: one does not open, or holds no JSON; the finding says why.
    """
    return _changed(fields, places, partial(_opened, ctx))


def sealed(ctx: Context, fields: Fields, places: Iterable[str]) -> Fields:
    """Return the message with the fields at these places sealed to the caller, in the form of its request."""
    return _changed(fields, places, lambda _place, value: _sealed(ctx, orjson.dumps(value)))


def _shared(credential: Credential) -> dict[str, str]:
    secrets = credential.secrets
    own = {credential.name: secrets["shared_secret"]}
    if "encryption_key_id" in secrets:
        own[secrets["encryption_key_id"]] = secrets["encryption_secret"]
    return own


def _opened(ctx: Context, place: str, text: Any) -> Any:
    if not isinstance(text, str):
        raise UnreadableField(_not_text(place), place)
    keys = opening_keys(ctx)
    try:
        found = field_encryption.open_sealed(text, keys)
        value = parse_json(found.plaintext)
    except FieldError as error:
        raise UnreadableField(_explained(ctx, text, keys) or unreadable(str(error)), place) from None
    except Malformed as error:
        raise UnreadableField(_explained(ctx, text, keys) or error.finding, place) from None
    ctx.sealing[KID] = str(found.header.get("kid"))
    ctx.sealing[ALGORITHM] = str(found.header.get("alg"))
    return value[WRAPPED] if _is_wrapped(value) else value


def _is_wrapped(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {WRAPPED} and isinstance(value[WRAPPED], list)


def _explained(ctx: Context, text: str, keys: FieldKeys) -> Finding | None:
    return field_mistakes.explain(text, keys, others=_other_secrets(ctx))


def _other_secrets(ctx: Context) -> dict[str, str]:
    secrets = credential_of(ctx).secrets
    return {name: secrets[name] for name in ("shared_secret", "encryption_secret", "outbound_secret") if name in secrets}


def _sealed(ctx: Context, plaintext: bytes) -> str:
    credential = credential_of(ctx)
    if ctx.sealing.get(ALGORITHM) == ASYMMETRIC and CLIENT_KEY in credential.secrets:
        pair = ctx.keys.pair(credential.secrets[CLIENT_KEY])
        kid = credential.secrets.get(CLIENT_KEY_ID, pair.fingerprints.cert_sha256)
        return field_encryption.seal_rsa(plaintext, pair.public_key, kid=kid, chance=ctx.sealing_chance)
    shared = _shared(credential)
    kid = ctx.sealing.get(KID, credential.name)
    kid = kid if kid in shared else credential.name
    header = field_encryption.protected_header(kid, issued_at=int(ctx.wall.timestamp()))
    return field_encryption.seal(plaintext, shared[kid], header=header, chance=ctx.sealing_chance)


def _changed(fields: Fields, places: Iterable[str], change: Callable[[str, Any], Any]) -> Fields:
    for place in places:
        fields = _changed_at(fields, place.split("."), partial(change, place))
    return fields


def _changed_at(value: Any, place: Sequence[str], change: Callable[[Any], Any]) -> Any:
    if not place:
        return change(value)
    if not isinstance(value, Mapping) or value.get(place[0]) is None:
        return value
    return {**value, place[0]: _changed_at(value[place[0]], place[1:], change)}


def _not_text(place: str) -> Finding:
    return Finding(
        check=field_mistakes.CHECK,
        cause="not_a_compact_jwe",
        message=f"{place} is no text.",
        fix="Encrypt the object and send the compact JWE.",
        expected="a compact JWE",
    )


def unreadable(why: str) -> Finding:
    """Say that something encrypted does not open, where no known mistake is behind it."""
    return Finding(
        check=field_mistakes.CHECK, cause="unreadable", message=f"The field does not open: {why}.", fix="Compare key id and secret."
    )
