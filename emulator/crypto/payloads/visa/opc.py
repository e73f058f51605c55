"""Visa's opaque payment card, which Google Pay and Samsung Pay carry to the token service: an encrypted field.

Inside is the card, and in `provider` what the wallet must find equal to its own values (Visa Developer Community,
processors' documentation). The text is the compact JWE itself, without base64 around it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from emulator.crypto.causes import Caused
from emulator.crypto.chance import Chance
from emulator.crypto.jose.jwe import Header
from emulator.crypto.payloads.visa import fields
from emulator.crypto.payloads.visa.fields import FieldKeys

Intent = Literal["PUSH_PROV_MOBILE", "PUSH_PROV_ONFILE"]

LIMITS: Final[Mapping[str, int]] = MappingProxyType(
    {"clientWalletProvider": 50, "clientWalletAccountID": 24, "clientDeviceID": 24, "clientAppID": 36}
)
"""Characters of the members of `provider` at most."""

NO_MEMBERS: Final[Mapping[str, object]] = MappingProxyType({})


class OpcError(Caused):
    """A field that holds no card; `cause` names the mistake. No card number in the text."""


@dataclass(frozen=True)
class Wallet:
    """What a wallet itself sends when it provisions: its token requestor id, account, device, and app where it has one."""

    requestor_id: str
    account_id: str
    device_id: str
    app_id: str | None = None

    def provider(self, *, intent: Intent = "PUSH_PROV_MOBILE", is_verified: bool) -> dict[str, object]:
        """Return the member `provider` for this wallet; `is_verified` says that the issuer has verified the cardholder."""
        app = {} if self.app_id is None else {"clientAppID": self.app_id}
        return {"intent": intent, **self.members(), **app, "isIDnV": is_verified}

    def members(self) -> dict[str, str]:
        """Return the values that must always be equal, by their names in `provider`."""
        return {
            "clientWalletProvider": self.requestor_id,
            "clientWalletAccountID": self.account_id,
            "clientDeviceID": self.device_id,
        }


@dataclass(frozen=True)
class Card:
    """A card in clear: its number, `month` of two and `year` of four digits, and the whole JSON as the issuer wrote it."""

    number: str = field(repr=False)
    month: str
    year: str
    members: Mapping[str, object] = field(repr=False)

    @property
    def provider(self) -> Mapping[str, object]:
        """The member `provider`; empty when it is absent or no object."""
        found = self.members.get("provider")
        return found if isinstance(found, dict) else NO_MEMBERS

    @property
    def is_verified(self) -> bool:
        """Whether the issuer says that it has verified the cardholder (`isIDnV`)."""
        return self.provider.get("isIDnV") is True


def make(members: Mapping[str, object], secret: str, *, header: Header, chance: Chance) -> str:
    """Return the opaque payment card for a card's members; see `fields.seal` and `fields.protected_header`."""
    plaintext = json.dumps(members, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
    return fields.seal(plaintext, secret, header=header, chance=chance)


def open_sealed(text: str, keys: FieldKeys) -> Card:
    """Open a card. Raises `FieldError` when the field does not open, `OpcError` when it holds no card.

    Whether `provider` fits the wallet is another question: see `opc_mistakes.explain`.
    """
    return read_card(fields.open_sealed(text, keys).plaintext)


def read_card(plaintext: bytes) -> Card:
    """Return the card of a plaintext. Raises `OpcError`."""
    try:
        members = json.loads(plaintext)
    except (ValueError, RecursionError) as error:
        raise OpcError("the plaintext is not JSON", cause="card_not_json") from error
    if not isinstance(members, dict):
        raise OpcError("the plaintext is not a JSON object", cause="card_not_json")
    expiry = members.get("expirationDate")
    dates = expiry if isinstance(expiry, dict) else NO_MEMBERS
    number, month, year = (_digits(part) for part in (members.get("accountNumber"), dates.get("month"), dates.get("year")))
    if not 12 <= len(number) <= 19:
        raise OpcError("accountNumber is not text of 12 to 19 digits", cause="card_member_missing")
    if len(month) != 2 or not "01" <= month <= "12" or len(year) != 4:
        raise OpcError("expirationDate is not a month of two and a year of four digits", cause="month_or_year_format")
    return Card(number, month, year, MappingProxyType(members))


def _digits(value: object) -> str:
    return value if isinstance(value, str) and value.isascii() and value.isdigit() else ""
