"""Visa's field-level encryption: a compact JWE in each `enc...` field, under a shared secret or an RSA key.

The same form is Visa's opaque payment card and the `encCard` of In-App Provisioning (developer.visa.com; package
@visa/api-client). The key that wraps the content key is SHA-256 of the shared secret's text.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from emulator.crypto.causes import Caused
from emulator.crypto.chance import Chance
from emulator.crypto.jose import base64url, jwe
from emulator.crypto.jose.jwe import Header, Opened
from emulator.crypto.jose.key_management import OpeningKey

SHARED: Final = "A256GCMKW"
ASYMMETRIC: Final = "RSA-OAEP-256"
ENCRYPTION: Final = "A256GCM"
IV_BYTES: Final = 12
KEY_BYTES: Final = 32

NO_MEMBERS: Final[Mapping[str, object]] = MappingProxyType({})


class FieldError(Caused):
    """A field that does not open; `cause` names the mistake, and nothing of the plaintext is in the text."""


@dataclass(frozen=True)
class FieldKeys:
    """What opens fields, by key id (`kid`): the texts of shared secrets, and private keys for the RSA form."""

    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    private_keys: Mapping[str, RSAPrivateKey] = field(default_factory=dict, repr=False)

    def find(self, header: Header) -> OpeningKey:
        """Return the key for a header. Raises `FieldError`."""
        kid = str(header.get("kid"))
        key: OpeningKey | None = self.private_keys.get(kid)
        if header.get("alg") == SHARED:
            secret = self.secrets.get(kid)
            key = None if secret is None else wrapping_key(secret)
        if key is None:
            raise FieldError("kid names no key that is known here", cause="unknown_kid")
        return key

    def known(self) -> str:
        """Return the known key ids, for an explanation."""
        return " or ".join([*self.secrets, *self.private_keys])[:200]


def wrapping_key(secret: str | bytes) -> bytes:
    """Return the 32 bytes that wrap the content key: the secret is text, never decoded first."""
    octets = secret.encode("utf-8", "replace") if isinstance(secret, str) else secret
    return hashlib.sha256(octets).digest()


def protected_header(kid: str, *, issued_at: int | None = None, more: Mapping[str, object] = NO_MEMBERS) -> dict[str, object]:
    """Return the protected header of the shared-secret form as Visa's samples have it; `issued_at` in Unix seconds.

    Receivers must not ask for more than alg, enc, kid, iv and tag: package @visa/api-client sends no others.
    """
    issued = {} if issued_at is None else {"iat": str(issued_at)}
    usual = {"alg": SHARED, "enc": ENCRYPTION, "typ": "JOSE", "kid": kid, "channelSecurityContext": "SHARED_SECRET"}
    return {**usual, **issued, "iv": "", "tag": "", **more}


def seal(plaintext: bytes, secret: str, *, header: Header, chance: Chance) -> str:
    """Return the field's text. Draws the content key, the content's vector and the wrap's vector, in this order.

    `header` is that of `protected_header`, or one with at least alg, enc and kid; iv and tag of the wrap are filled in.
    """
    return jwe.seal(plaintext, wrapping_key(secret), header=header, chance=chance)


def seal_rsa(plaintext: bytes, public_key: RSAPublicKey, *, kid: str, chance: Chance) -> str:
    """Return the field's text in the form of asymmetric keys. Draws content key, vector and OAEP seed, in this order."""
    return jwe.seal(plaintext, public_key, header={"kid": kid, "enc": ENCRYPTION, "alg": ASYMMETRIC}, chance=chance)


def open_sealed(text: str, keys: FieldKeys) -> Opened:
    """Open a field. Raises `FieldError`, and nothing else, whatever the text is. The plaintext is not proven to be JSON."""
    key = keys.find(_readable_header(text))
    if _content_iv_bytes(text) != IV_BYTES:
        raise FieldError(f"the content's vector has {_content_iv_bytes(text)} bytes", cause="content_iv_not_96_bit")
    try:
        return jwe.open_sealed(text, lambda _: key, allowed={SHARED, ASYMMETRIC})
    except jwe.MalformedToken as error:
        raise FieldError(str(error), cause="not_a_compact_jwe") from error
    except jwe.WrongKey as error:
        raise FieldError("the content key was not wrapped with this key", cause="wrong_key") from error
    except jwe.TamperedToken as error:
        raise FieldError("the content's tag does not match", cause="gcm_tag_mismatch") from error


def _readable_header(text: str) -> Header:
    try:
        found = jwe.read_header(text)
    except jwe.JweError as error:
        raise FieldError(str(error), cause="not_a_compact_jwe") from error
    if text.count(".") != 4:
        raise FieldError("a compact JWE has five parts between dots", cause="not_a_compact_jwe")
    if found.get("alg") not in (SHARED, ASYMMETRIC) or found.get("enc") != ENCRYPTION:
        raise FieldError(f"alg must be {SHARED} or {ASYMMETRIC}, enc {ENCRYPTION}", cause="unsupported_algorithm")
    return found


def _content_iv_bytes(text: str) -> int:
    try:
        return len(base64url.decode(text.split(".")[2]))
    except ValueError as error:
        raise FieldError("the content's vector is not base64url", cause="not_a_compact_jwe") from error


def key_id(text: str) -> str | None:
    """Return the key id that a field names, to look its secret up before opening; None when it names none."""
    try:
        kid = jwe.read_header(text).get("kid")
    except jwe.JweError:
        return None
    return kid if isinstance(kid, str) else None
