"""Mastercard's opaque payment card, which Google Pay and Samsung Pay carry to MDES: an encrypted card and a TAV.

Base64 of `{"cardInfo": {field-level encryption}, "tokenizationAuthenticationValue": "<TAV>"}`; a newer form carries
`fundingAccountInfo`, with the encrypted card or a push account receipt (public integrations; Samsung's public parser).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from emulator.crypto.causes import Caused
from emulator.crypto.chance import Chance
from emulator.crypto.keys.keyring import Keyring
from emulator.crypto.payloads import base64_json
from emulator.crypto.payloads import mastercard_fle as fle
from emulator.crypto.payloads.mastercard_tav import Card

TAV: Final = "tokenizationAuthenticationValue"
CONTAINERS: Final = ("cardInfo", "fundingAccountInfo")


class OpcError(Caused):
    """A card that is not an opaque payment card; `cause` names the mistake. No card number in the text."""


@dataclass(frozen=True)
class Envelope:
    """What the base64 holds: the encrypted node or a push account receipt, and the TAV where there is one."""

    node: Mapping[str, object] | None
    receipt: str | None
    tav: str | None = field(repr=False)


@dataclass(frozen=True)
class Opened:
    """A card in clear, with the TAV that should vouch for it; `plaintext` is the JSON as the issuer wrote it."""

    card: Card
    tav: str | None = field(repr=False)
    plaintext: bytes = field(repr=False)


def make(
    plaintext: bytes,
    public_key: RSAPublicKey,
    *,
    fingerprint: str,
    digest: str | None,
    chance: Chance,
    tav: str | None,
    key_bytes: int = 16,
) -> str:
    """Return the opaque payment card for the card's JSON text; see `mastercard_fle.seal` for the arguments."""
    node = fle.seal(plaintext, public_key, fingerprint=fingerprint, digest=digest, chance=chance, key_bytes=key_bytes)
    return base64_json.write({"cardInfo": node} if tav is None else {"cardInfo": node, TAV: tav})


def make_for_receipt(receipt: str) -> str:
    """Return the form that carries a push account receipt in place of a card."""
    return base64_json.write({"fundingAccountInfo": {"pushAccountReceipt": receipt}})


def read(text: str) -> Envelope:
    """Read the envelope without opening it. Raises `OpcError`."""
    try:
        members = base64_json.read(text)
    except base64_json.NotBase64 as error:
        raise OpcError("not base64", cause="not_base64") from error
    except base64_json.NotAnObject as error:
        raise OpcError("not a JSON object", cause="not_json") from error
    container = next((members[name] for name in CONTAINERS if isinstance(members.get(name), dict)), None)
    if not isinstance(container, dict):
        raise OpcError("neither cardInfo nor fundingAccountInfo", cause="card_missing")
    tav = members.get(TAV)
    if tav is not None and not isinstance(tav, str):
        raise OpcError(f"{TAV} is not text", cause="tav_not_base64_string")
    receipt = container.get("pushAccountReceipt")
    inner = container.get("encryptedPayload", container)
    node = inner if isinstance(inner, dict) and not receipt else None
    return Envelope(node, receipt if isinstance(receipt, str) else None, tav)


def open_sealed(text: str, keyring: Keyring) -> Opened:
    """Open a card that carries an encrypted card. Raises `OpcError`, or `FleError` when the node does not open.

    The TAV is not verified: see `mastercard_tav.verify`, with the card that comes out here.
    """
    envelope = read(text)
    if envelope.node is None:
        raise OpcError("a receipt, not an encrypted card", cause="card_missing")
    plaintext = fle.open_sealed(envelope.node, keyring)
    return Opened(read_card(plaintext), envelope.tav, plaintext)


def read_card(plaintext: bytes) -> Card:
    """Return number and expiry of a card's JSON, flat or inside `cardAccountData`. Raises `OpcError`."""
    try:
        members = json.loads(plaintext)
    except (ValueError, RecursionError) as error:
        raise OpcError("the plaintext is not JSON", cause="card_not_json") from error
    members = members.get("cardAccountData", members) if isinstance(members, dict) else None
    if not isinstance(members, dict):
        raise OpcError("the card is not a JSON object", cause="card_member_missing")
    return Card(_digits(members, "accountNumber"), _digits(members, "expiryMonth") + _digits(members, "expiryYear"))


def _digits(members: Mapping[str, object], name: str) -> str:
    value = members.get(name)
    if not isinstance(value, str) or not (value.isascii() and value.isdigit()):
        raise OpcError(f"{name} is not text of digits", cause="card_member_missing")
    return value
