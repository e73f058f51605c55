"""A customer of MDES over HTTP: `requests`, Mastercard's signer and Mastercard's encryption, all unmodified."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import requests
from client_encryption.field_level_encryption import decrypt_payload, encrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from oauth1 import authenticationutils
from oauth1.oauth_ext import OAuth1RSA

from emulator.config import shipped

Message = dict[str, Any]

KEYS: Final = shipped("keys") / "mdes"
CONSUMER_KEY: Final = "tspemulatordemo0" * 3 + "!" + "0123456789abcdef" * 3
WALLET: Final = "50123456789"
MERCHANT: Final = "98765432101"
TIMEOUT: Final = 20.0
OPERATOR: Final[Message] = {"UserId": "A1435477", "UserName": "John Smith", "Organization": "Any Bank", "Phone": "5555551234"}
SERVICE_WORDS: Final = {
    "search": "search",
    "token/comments": "token comments",
    "token/statushistory": "token status history",
    "token/suspend": "token suspend",
    "token/unsuspend": "token unsuspend",
    "token/update": "token update",
}


@cache
def signing_key() -> Any:
    """The key with which customers sign."""
    return authenticationutils.load_signing_key(str(KEYS / "signing.p12"), "keystorepassword")


@cache
def encryption(folder: Path = KEYS) -> FieldLevelEncryptionConfig:
    """The library's configuration, as `tsp-emulator keys` writes it but for the place of its files."""
    places = {"fundingAccountInfo.encryptedPayload.encryptedData": "fundingAccountInfo.encryptedPayload"}
    return FieldLevelEncryptionConfig(
        {
            "paths": {"$": {"toEncrypt": places, "toDecrypt": {"tokenDetail": "tokenDetail.encryptedData"}}},
            "ivFieldName": "iv",
            "encryptedKeyFieldName": "encryptedKey",
            "encryptedValueFieldName": "encryptedData",
            "dataEncoding": "hex",
            "oaepPaddingDigestAlgorithm": "SHA-512",
            "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
            "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
            "encryptionCertificate": str(folder / "request.crt"),
            "decryptionKey": str(folder / "response.key"),
        }
    )


class Customer:
    """One token requestor at one emulator."""

    def __init__(self, url: str, consumer_key: str = CONSUMER_KEY) -> None:
        self.url = url
        self.auth = OAuth1RSA(consumer_key, signing_key())
        self.session = requests.Session()
        self._encryption = encryption()

    def post(self, operation: str, body: Message) -> requests.Response:
        """Sign a body and send it as it is."""
        url = f"{self.url}/mdes/digitization/1/0/{operation}"
        return self.session.post(url, json=body, auth=self.auth, timeout=TIMEOUT)

    def serve(self, call: str, **members: Any) -> Message:
        """Ask Customer Service, as the issuer's service desk does; return what is under the root of the answer."""
        root = "".join(word.capitalize() for word in SERVICE_WORDS[call].split())
        body = {f"{root}Request": {**members, "AuditInfo": OPERATOR}}
        answer = self.session.post(f"{self.url}/mdes/csapi/v2/{call}?Format=JSON", json=body, auth=self.auth, timeout=TIMEOUT)
        assert answer.status_code == 200, answer.text
        told: Message = answer.json()[f"{root}Response"]
        return told

    def call(self, operation: str, body: Message) -> Message:
        """Encrypt, sign, send, and decrypt the answer."""
        answer = self.post(operation, encrypt_payload({"requestId": "123456", **body}, self._encryption))
        assert answer.status_code == 200, answer.text
        opened: Message = decrypt_payload(answer.json(), self._encryption)
        return opened

    def order(self, source: Message, **more: Any) -> Message:
        """A request to tokenize what the source says."""
        return {
            "requestId": "123456",
            "tokenType": "CLOUD",
            "tokenRequestorId": MERCHANT,
            "taskId": f"task-{uuid4()}",
            "fundingAccountInfo": source,
            **more,
        }

    def tokenize(self, number: str, **more: Any) -> Message:
        """Tokenize a card by its number."""
        account = {"accountNumber": number, "expiryMonth": "09", "expiryYear": "30"}
        card = {"source": "ACCOUNT_ON_FILE", "cardAccountData": account}
        return self.call("tokenize", self.order({"encryptedPayload": {"encryptedData": card}}, **more))

    def sealed_order(self, number: str) -> Message:
        """A request to tokenize with the card encrypted, ready to be tampered with."""
        account = {"accountNumber": number, "expiryMonth": "09", "expiryYear": "30"}
        card = {"source": "ACCOUNT_ON_FILE", "cardAccountData": account}
        sealed: Message = encrypt_payload(self.order({"encryptedPayload": {"encryptedData": card}}), self._encryption)
        return sealed

    def status(self, reference: str) -> str:
        """Where a token is in its life."""
        return str(self.call("getToken", {"tokenUniqueReference": reference})["token"]["status"])

    def change(self, operation: str, reference: str, by: str = "CARDHOLDER") -> str:
        """Suspend, unsuspend or delete; return the new status."""
        body = {"tokenUniqueReferences": [reference], "causedBy": by, "reasonCode": "OTHER"}
        return str(self.call(operation, body)["tokens"][0]["status"])

    def admin(self, method: str, path: str, body: Message | None = None, **params: Any) -> Any:
        """Call the emulator's own API."""
        answer = self.session.request(method, f"{self.url}/_emulator/{path}", json=body, params=params, timeout=TIMEOUT)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def explanation(self, refused: requests.Response) -> Message:
        """What the emulator says of a refused exchange."""
        told = self.session.get(refused.headers["X-Emulator-Explanation"], timeout=TIMEOUT).json()
        finding: Message = json.loads(json.dumps(told["findings"][0]))
        return finding
