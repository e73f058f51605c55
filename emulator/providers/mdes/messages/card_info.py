"""The member `cardInfo`, which older clients send where newer ones send `fundingAccountInfo`."""

from collections.abc import Mapping
from typing import Any, Final

Fields = dict[str, Any]

OLD: Final = "cardInfo"
NEW: Final = "fundingAccountInfo"
PAYLOAD: Final = "encryptedPayload"
PLACE: Final = f"{NEW}.{PAYLOAD}"

# Members that stood beside the encrypted ones, and those of the plaintext, which was flat.
BESIDE: Final = frozenset({"panUniqueReference", "tokenUniqueReference", "pushAccountReceipt"})
CARD: Final = frozenset({"accountNumber", "expiryMonth", "expiryYear", "securityCode"})
HOLDER: Final[Mapping[str, str]] = {"cardholderName": "accountHolderName"}


def renamed(fields: Fields) -> Fields:
    """Return the message with `cardInfo` put where `fundingAccountInfo` stands; unchanged when it has none, or both."""
    old = fields.get(OLD)
    if not isinstance(old, dict) or NEW in fields:
        return fields
    beside = {name: value for name, value in old.items() if name in BESIDE}
    sealed = {name: value for name, value in old.items() if name not in BESIDE}
    info = beside | ({PAYLOAD: sealed} if sealed else {})
    return {name: value for name, value in fields.items() if name != OLD} | {NEW: info}


def regrouped(node: Fields) -> Fields:
    """Return an opened node with the flat card of the older form put into the groups of the newer one."""
    opened = node.get("encryptedData")
    if not isinstance(opened, dict) or not CARD & opened.keys():
        return node
    card = {name: value for name, value in opened.items() if name in CARD}
    holder = {HOLDER[name]: value for name, value in opened.items() if name in HOLDER}
    rest = {name: value for name, value in opened.items() if name not in CARD and name not in HOLDER}
    return node | {"encryptedData": rest | {"cardAccountData": card} | ({"accountHolderData": holder} if holder else {})}
