"""The cryptogram of one remote payment, in the 20 bytes that fit Mastercard's universal cardholder authentication field (UCAF).

What is inside is the network's secret, so the layout is our own: a zero, the cryptogram (8 bytes), the token's transaction
counter (2), the unpredictable number (4), and five zeros. The cryptogram is AES-CMAC (NIST SP 800-38B, RFC 4493) over the
token's number, counter and unpredictable number, under a key of the token's own (HMAC-SHA256 of its number, cut to 16 bytes).
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives import constant_time
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC

CRYPTOGRAM_BYTES: Final = 8
_BYTES: Final = 20
_KEY_BYTES: Final = 16
# The largest counter that two bytes hold.
LAST_ATC: Final = 0xFFFF


class UcafError(ValueError):
    """The text is not a UCAF of ours, or its cryptogram is another payment's."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment: `number` is the token's (digits), `atc` its counter, `unpredictable` four bytes that come once."""

    number: str
    atc: int
    unpredictable: bytes


def make(payment: Payment, *, key: bytes) -> str:
    """Return the UCAF of a payment, 28 characters of base64; the same payment gives the same text.

    Raises:
        ValueError: the counter does not fit two bytes, or the unpredictable number is not four.
    """
    if not 0 < payment.atc <= LAST_ATC or len(payment.unpredictable) != 4:
        raise ValueError("a payment has a counter of two bytes and an unpredictable number of four")
    inside = b"\0" + _cryptogram(payment, key) + _told(payment)
    return base64.b64encode(inside.ljust(_BYTES, b"\0")).decode()


def read(text: str, *, number: str) -> tuple[Payment, bytes]:
    """Return the payment that a UCAF names, with its cryptogram, which is not checked.

    Raises:
        UcafError: the text is none.
    """
    try:
        inside = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise UcafError("a UCAF is base64") from None
    if len(inside) != _BYTES or inside[0]:
        raise UcafError("a UCAF is 20 bytes, the first of them zero")
    return Payment(number, int.from_bytes(inside[9:11], "big"), inside[11:15]), inside[1:9]


def verify(text: str, *, number: str, key: bytes) -> Payment:
    """Return the payment whose cryptogram a UCAF holds.

    Raises:
        UcafError: the text is none, or its cryptogram was made for another token, counter or unpredictable number.
    """
    payment, cryptogram = read(text, number=number)
    if not constant_time.bytes_eq(cryptogram, _cryptogram(payment, key)):
        raise UcafError("the cryptogram is not this payment's")
    return payment


def _cryptogram(payment: Payment, key: bytes) -> bytes:
    own = hmac.new(key, payment.number.encode(), sha256).digest()[:_KEY_BYTES]
    mac = CMAC(AES(own))
    mac.update(payment.number.encode() + _told(payment))
    return mac.finalize()[:CRYPTOGRAM_BYTES]


def _told(payment: Payment) -> bytes:
    return payment.atc.to_bytes(2, "big") + payment.unpredictable
