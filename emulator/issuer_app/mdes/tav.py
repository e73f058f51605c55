"""Tokenization authentication value, version 3: the issuer vouches for a card, so that MDES approves without step-up."""

import base64
import json
from datetime import datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from ..providers import CardInClear

# Mastercard allows up to 30 days and advises half an hour (developer.mastercard.com, MDES Token Connect).
VALIDITY: Final = timedelta(minutes=30)

ORDER: Final = "accountNumber|accountExpiry|dataValidUntilTimestamp"


def make_tav(card: CardInClear, key: RSAPrivateKey, valid_until: datetime) -> str:
    """Return the TAV of a card: base64 of a JSON object whose `signature` is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017).

    Signed is the text that the fields of `includedFieldsInOrder` make, joined by a vertical bar; the expiry is `MMYY`.
    """
    until = timestamp(valid_until)
    text = "|".join((card.pan.reveal(), card.expiry_month + card.expiry_year, until))
    signature = key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    fields = {
        "version": "3",
        "signatureAlgorithm": "RSA-SHA256",
        "dataValidUntilTimestamp": until,
        "includedFieldsInOrder": ORDER,
        "signature": base64.b64encode(signature).decode(),
    }
    return base64.b64encode(json.dumps(fields, separators=(",", ":")).encode()).decode()


def timestamp(moment: datetime) -> str:
    """Write a UTC moment as MDES reads it: ISO 8601 with a Z, whole seconds."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
