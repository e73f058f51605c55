"""The JSON inside sealed pass data: the card, and the proof that it answers this very request.

Two forms: with the card number in clear (developer.apple.com, PassKit), or, for Visa, with a number that only Visa can read
(public integrations; it fits the size of Visa's published In-App sample). Nonce and signature are hex, in lower case.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from emulator.crypto.causes import Caused

NUMBER, ENCRYPTED_NUMBER = "primaryAccountNumber", "encryptedPrimaryAccountNumber"
EXPIRATION, NAME, NONCE, SIGNATURE = "expiration", "name", "nonce", "nonceSignature"
PREFIX, NETWORK = "primaryAccountNumberPrefix", "networkName"

FPAN_FORM: Final = (NUMBER, EXPIRATION, NAME, NONCE, SIGNATURE)
ENCRYPTED_FORM: Final = (ENCRYPTED_NUMBER, NAME, NETWORK, NONCE, SIGNATURE, PREFIX)
"""The members of each form, in the order in which they are written; a reader takes any order."""


class PassDataError(Caused):
    """A plaintext that is no pass data; `cause` names the mistake. No card number in the text."""


@dataclass(frozen=True)
class AddRequest:
    """What a wallet gave to the app: nonce and signature (opaque to the issuer, to be echoed), and the name and suffix shown."""

    nonce: bytes
    nonce_signature: bytes
    cardholder_name: str
    suffix: str


@dataclass(frozen=True)
class PassData:
    """Pass data of either form, all its members being text: see `number` and `encrypted_number` for which it is."""

    members: Mapping[str, str] = field(repr=False)

    @property
    def number(self) -> str | None:
        """The card number in clear."""
        return self.members.get(NUMBER)

    @property
    def encrypted_number(self) -> str | None:
        """The text of the MBPAD that holds the card number, if there is one in base64."""
        try:
            return binascii.a2b_base64(self.members.get(ENCRYPTED_NUMBER, ""), strict_mode=True).decode("ascii") or None
        except ValueError:
            return None

    @property
    def form(self) -> tuple[str, ...]:
        """The names of the members that this form must have."""
        return ENCRYPTED_FORM if ENCRYPTED_NUMBER in self.members else FPAN_FORM


def write_clear(number: str, expiration: str, request: AddRequest) -> bytes:
    """Return pass data with the card number in clear; `expiration` is MM/YY."""
    return _written({NUMBER: number, EXPIRATION: expiration, NAME: request.cardholder_name}, request)


def write_encrypted(mbpad: str, prefix: str, request: AddRequest, *, network: str = "Visa") -> bytes:
    """Return pass data with an encrypted card number (see `visa.mbpac.make_mbpad`); `prefix` is the card's first digits."""
    encoded = base64.b64encode(mbpad.encode("ascii")).decode("ascii")
    own = {ENCRYPTED_NUMBER: encoded, NAME: request.cardholder_name, NETWORK: network, PREFIX: prefix}
    return _written(own, request)


def _written(own: Mapping[str, str], request: AddRequest) -> bytes:
    members = {**own, NONCE: request.nonce.hex(), SIGNATURE: request.nonce_signature.hex()}
    form = PassData(members).form
    return json.dumps({name: members[name] for name in form}, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")


def read(plaintext: bytes) -> PassData:
    """Return pass data. Raises `PassDataError` when it is not JSON of one of the two forms.

    Whether it answers a request is another question: see `pass_data_mistakes.explain`.
    """
    try:
        members = json.loads(plaintext)
    except (ValueError, RecursionError) as error:
        raise PassDataError("the plaintext is not JSON", cause="pass_data_not_json") from error
    if not isinstance(members, dict):
        raise PassDataError("the plaintext is not a JSON object", cause="pass_data_not_json")
    texts = {name: value for name, value in members.items() if isinstance(value, str) and value}
    if NUMBER not in texts and ENCRYPTED_NUMBER not in texts:
        raise PassDataError(f"there is neither {NUMBER} nor {ENCRYPTED_NUMBER}", cause="card_number_missing")
    return PassData(MappingProxyType(texts))
