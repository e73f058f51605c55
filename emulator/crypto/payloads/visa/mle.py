"""Visa's message-level encryption: the whole body as one JWE in `encData`, the key named by the header `keyId` as well.

The form is that of package @visa/api-client and of Visa's public samples: RSA-OAEP-256 around AES-GCM, `iat` in
milliseconds. Requests are encrypted to Visa's server certificate, answers to the client's.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from emulator.crypto.causes import Caused
from emulator.crypto.chance import Chance
from emulator.crypto.jose import jwe

Encryption = Literal["A128GCM", "A256GCM"]
ENCRYPTIONS: Final[Mapping[str, Encryption]] = {"A128GCM": "A128GCM", "A256GCM": "A256GCM"}
ALGORITHM: Final = "RSA-OAEP-256"
MEMBER: Final = "encData"


class MleError(Caused):
    """A body that does not open; `cause` names the mistake, and nothing of the plaintext is in the text."""


@dataclass(frozen=True)
class Opened:
    """A body that was opened, and the content encryption with which to answer."""

    plaintext: bytes = field(repr=False)
    encryption: Encryption
    header: jwe.Header


@dataclass(frozen=True)
class Envelope:
    """The token of a body, and its protected header."""

    token: str = field(repr=False)
    header: jwe.Header


def seal(
    plaintext: bytes,
    public_key: RSAPublicKey,
    *,
    key_id: str,
    issued_at_ms: int,
    chance: Chance,
    encryption: Encryption = "A256GCM",
) -> bytes:
    """Return the enveloped body; `issued_at_ms` is Unix time in milliseconds. An error body goes into the same envelope.

    Draws content key, vector and OAEP seed, in this order. The header `keyId` of the request must be `key_id`.
    """
    header: dict[str, object] = {"alg": ALGORITHM, "enc": encryption, "kid": key_id, "iat": issued_at_ms}
    token = jwe.seal(plaintext, public_key, header=header, chance=chance)
    return json.dumps({MEMBER: token}, separators=(",", ":")).encode("ascii")


def open_sealed(body: bytes, key_id: str | None, keys: Mapping[str, RSAPrivateKey]) -> Opened:
    """Open a body with the private keys by key id; `key_id` is the header `keyId`. Raises `MleError`, and nothing else.

    Key ids are UUIDs, so the header finds its key in any letter case; that it is the token's kid is checked exactly.
    """
    envelope = read(body)
    key = find(key_id, keys)
    if envelope.header.get("kid") != key_id:
        raise MleError("the header keyId is not the token's kid", cause="keyid_header_differs_from_kid")
    try:
        opened = jwe.open_sealed(envelope.token, lambda _: key, allowed={ALGORITHM})
    except jwe.JweError as error:
        raise MleError(str(error), cause=error.cause) from error
    return Opened(opened.plaintext, ENCRYPTIONS[str(opened.header["enc"])], opened.header)


def read(body: bytes) -> Envelope:
    """Take the envelope apart without opening it. Raises `MleError`."""
    try:
        members = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise MleError("the body is not JSON", cause="encData_missing") from error
    token = members.get(MEMBER) if isinstance(members, dict) else None
    if not isinstance(token, str):
        raise MleError("the body is not an object with the text encData", cause="encData_missing")
    try:
        header = jwe.read_header(token)
    except jwe.JweError as error:
        raise MleError(str(error), cause=error.cause) from error
    if str(header.get("enc")) not in ENCRYPTIONS:
        raise MleError(f"enc must be one of {', '.join(ENCRYPTIONS)}", cause=jwe.UnsupportedAlgorithm.cause)
    return Envelope(token, header)


def find(key_id: str | None, keys: Mapping[str, RSAPrivateKey]) -> RSAPrivateKey:
    """Return the private key for a header `keyId`. Raises `MleError`."""
    wanted = (key_id or "").lower()
    key = next((key for name, key in keys.items() if name.lower() == wanted), None)
    if key is None:
        raise MleError("the header keyId names no key that is known here", cause="unknown_key_id")
    return key
