"""The Mastercard opaque payment card: what an Android app hands to Google Pay or Samsung Pay."""

import base64
import json

from client_encryption.field_level_encryption import encrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig

from ..providers import CardInClear


def opaque_payment_card(card: CardInClear, tav: str, sealing: FieldLevelEncryptionConfig) -> str:
    """Return base64 (with padding) of `{"cardInfo": <encrypted card>, "tokenizationAuthenticationValue": <TAV>}`.

    The card is sealed to Mastercard's certificate with field-level encryption: AES-128-CBC, the key in RSA-OAEP SHA-256, hex.
    """
    plain = {
        "accountNumber": card.pan.reveal(),
        "expiryMonth": card.expiry_month,
        "expiryYear": card.expiry_year,
        "source": "CARD_ADDED_VIA_APPLICATION",
        "cardholderName": card.holder,
    }
    sealed = encrypt_payload({"cardInfo": {"encryptedData": plain}}, sealing)
    document = {"cardInfo": sealed["cardInfo"], "tokenizationAuthenticationValue": tav}
    return base64.b64encode(json.dumps(document, separators=(",", ":")).encode()).decode()
