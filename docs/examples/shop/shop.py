"""A shop that keeps tokens in place of cards: a customer of Mastercard MDES, made of Mastercard's own libraries."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import requests
from client_encryption.field_level_encryption import decrypt_payload, encrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from oauth1.oauth_ext import OAuth1RSA

Message = dict[str, Any]


class CardRefused(Exception):
    """The network gives no token for this card; the text is its reason code."""


class Shop:
    """Stores cards with the network; `keys` holds what the network's developer portal hands out."""

    def __init__(self, url: str, consumer_key: str, keys: Path, requestor: str = "98765432101") -> None:
        self._url = f"{url}/mdes/digitization/1/0"
        self._auth = OAuth1RSA(consumer_key, load_pem_private_key((keys / "signing.key").read_bytes(), None))
        self._encryption = _encryption(keys)
        self._requestor = requestor

    def store(self, number: str, month: str, year: str) -> str:
        """Return the reference of a token that stands for the card.

        Raises:
            CardRefused: the network gives none.
        """
        card = {"accountNumber": number, "expiryMonth": month, "expiryYear": year}
        secret = {"source": "ACCOUNT_ON_FILE", "cardAccountData": card}
        order = {
            "tokenType": "CLOUD",
            "tokenRequestorId": self._requestor,
            "taskId": str(uuid4()),
            "fundingAccountInfo": {"encryptedPayload": {"encryptedData": secret}},
        }
        return str(self._call("tokenize", order)["tokenUniqueReference"])

    def is_usable(self, reference: str) -> bool:
        """Say whether a token can pay now."""
        token = self._call("getToken", {"tokenUniqueReference": reference})["token"]
        return bool(token["status"] == "ACTIVE")

    def forget(self, reference: str) -> None:
        """End a token for good."""
        self._call("delete", {"tokenUniqueReferences": [reference], "causedBy": "CARDHOLDER", "reasonCode": "OTHER"})

    def _call(self, operation: str, message: Message) -> Message:
        sealed = encrypt_payload({"requestId": str(uuid4()), **message}, self._encryption)
        answer = requests.post(f"{self._url}/{operation}", json=sealed, auth=self._auth, timeout=20).json()
        if "errors" in answer or "Errors" in answer:
            raise CardRefused(answer.get("errorCode", "at the gateway"))
        opened: Message = decrypt_payload(answer, self._encryption)
        return opened


def _encryption(keys: Path) -> FieldLevelEncryptionConfig:
    sealed = {"fundingAccountInfo.encryptedPayload.encryptedData": "fundingAccountInfo.encryptedPayload"}
    return FieldLevelEncryptionConfig(
        {
            "paths": {"$": {"toEncrypt": sealed, "toDecrypt": {"tokenDetail": "tokenDetail.encryptedData"}}},
            "ivFieldName": "iv",
            "encryptedKeyFieldName": "encryptedKey",
            "encryptedValueFieldName": "encryptedData",
            "dataEncoding": "hex",
            "oaepPaddingDigestAlgorithm": "SHA-256",
            "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
            "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
            "encryptionCertificate": str(keys / "request.crt"),
            "decryptionKey": str(keys / "response.key"),
        }
    )
