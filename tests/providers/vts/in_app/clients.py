"""A wallet's own half of In-App Provisioning, made by hand: it opens what was sealed to it, and nothing of ours helps."""

import base64
import hashlib
import json
from typing import Any, Final

from Crypto.Cipher import AES, DES3
from cryptography.hazmat.primitives.asymmetric.ec import ECDH, SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey

from tests.providers.vts.caller import Answer, Caller

CARD: Final = {
    "accountNumber": "4761120010000492",
    "expirationDate": {"month": "12", "year": "2049"},
    "cvv2": "123",
    "nameOnCard": "JANE DOE",
    "billingAddress": {"line1": "1 Example Street", "city": "Exampletown", "postalCode": "12345", "countryCode": "US"},
}
CARDS: Final = "/universal/core/cards"
CUSTOMERS: Final = "/universal/core/customers"
PAYLOADS: Final = "/inapp/provisioning/cardData"
JANE: Final = {"locale": "en_US", "firstName": "Jane", "lastName": "Smith", "clientCustomerID": "customer-1"}


def card(**changes: Any) -> dict[str, Any]:
    """The card in clear; None takes a member out."""
    return {name: value for name, value in {**CARD, **changes}.items() if value is not None}


async def enroll(visa: Caller, more: dict[str, Any] | None = None, **changes: Any) -> Answer:
    """Enrol the card."""
    return await visa.post(CARDS, {"encCard": visa.sealed(card(**changes)), **(more or {})})


def opened_as_apple(answer: dict[str, str], leaf: EllipticCurvePrivateKey) -> Any:
    """`encryptedPassData` with ECDH, one round of SHA-256 (NIST SP 800-56A) and AES-256-GCM, as Apple's EV_ECC_v2 has it."""
    point = base64.b64decode(answer["ephemeralPublicKey"], validate=True)
    shared = leaf.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point))
    content_key = hashlib.sha256(b"\0\0\0\1" + shared + b"\x0did-aes256-GCM" + b"Apple" + point).digest()
    sealed = base64.b64decode(answer["encryptedPassData"], validate=True)
    cipher = AES.new(content_key, AES.MODE_GCM, nonce=bytes(12))
    return json.loads(cipher.decrypt_and_verify(sealed[:-16], sealed[-16:]))


def opened_as_visa(text: str, key: bytes) -> dict[str, str]:
    """The members inside an MBPAC or MBPAD: two-key triple DES, zero vector, a control block of two blanks and a length."""
    block = DES3.new(key + key[:8], DES3.MODE_CBC, bytes(8)).decrypt(bytes.fromhex(text.rpartition("-")[2]))
    length = int(block[6:8])
    rest = block[8 + length :]
    assert (block[:2], set(rest) - {ord("!")}, len(rest) < 8) == (b"  ", set(), True)
    return dict(pair.split("=") for pair in block[8 : 8 + length].decode().split(";"))
