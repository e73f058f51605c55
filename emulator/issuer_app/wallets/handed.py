"""What a wallet hands to the issuer's app before it takes a payload, and the card that the payload is to carry."""

import base64
import binascii
from dataclasses import dataclass
from typing import Final

from ..errors import BadWalletSession

# A nonce or signature of this many hex digits is read as hex: base64 of as many bytes would be shorter.
_HEX_DIGITS: Final = frozenset("0123456789abcdefABCDEF")


@dataclass(frozen=True, slots=True)
class AppleHanded:
    """What PassKit hands over: certificates as base64 of DER, nonce and signature as bytes."""

    certificates: tuple[str, ...]
    nonce: bytes
    nonce_signature: bytes


@dataclass(frozen=True, slots=True)
class PushHanded:
    """What Google's and Samsung's wallets hand over: ids of account and device, and of the wallet as a token requestor."""

    requestor: str
    account: str
    device: str
    app: str | None = None


Handed = AppleHanded | PushHanded


def octets(text: str, name: str) -> bytes:
    """Return bytes that came in hex or in base64: apps send either. Raises BadWalletSession."""
    try:
        if len(text) % 2 == 0 and set(text) <= _HEX_DIGITS:
            return bytes.fromhex(text)
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise BadWalletSession(f"{name} is neither hex nor base64.") from None
