"""A client of MDES made of the official libraries: it signs with one and encrypts with the other."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any, Final

from aiohttp import web
from aiohttp.test_utils import TestClient
from client_encryption import field_level_encryption, jwe_encryption
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from client_encryption.jwe_encryption_config import JweEncryptionConfig
from oauth1 import authenticationutils
from oauth1.oauth import OAuth, SignatureMethod
from yarl import URL

from emulator.config import shipped
from emulator.core.worlds import DEMO_CONSUMER_KEY

Message = dict[str, Any]
FrontDoor = TestClient[web.BaseRequest, web.Application]

KEYS: Final = shipped("keys") / "mdes"
DIGITIZATION: Final = "/mdes/digitization/1/0"
TRANSACTION: Final = "/mdes/remotetransaction/1/0"
CONNECT: Final = "/mdes/connect/1/0"

WALLET: Final = "50123456789"
MERCHANT: Final = "50111111111"
SAMPLE_MERCHANT: Final = "98765432101"

APP_INSTANCE: Final = "645b532a245e4723d7a9c4f62b24f24a24ba98e27d43e34e"
DEVICE: Final[Message] = {"deviceName": "John's phone", "formFactor": "PHONE", "osName": "ANDROID", "storageTechnology": "TEE"}

SEALED_REQUESTS: Final = (
    "fundingAccountInfo.encryptedPayload",
    "cardInfo",
    "pushFundingAccount.encryptedPayload",
    "pushFundingAccounts.encryptedPayload",
)
SEALED_ANSWERS: Final = ("tokenDetail", "encryptedPayload")


def fle(digest: str = "SHA-256", certificate: str = "request", key: str = "response", **more: str) -> FieldLevelEncryptionConfig:
    """The official library's configuration for field-level encryption, as Mastercard's tutorial has it."""
    return FieldLevelEncryptionConfig(
        {
            "paths": {
                "$": {
                    "toEncrypt": {f"{place}.encryptedData": place for place in SEALED_REQUESTS},
                    "toDecrypt": {place: f"{place}.encryptedData" for place in SEALED_ANSWERS},
                }
            },
            "ivFieldName": "iv",
            "encryptedKeyFieldName": "encryptedKey",
            "encryptedValueFieldName": "encryptedData",
            "dataEncoding": "hex",
            "oaepPaddingDigestAlgorithm": digest,
            "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
            "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
            "encryptionCertificate": str(KEYS / f"{certificate}.crt"),
            "decryptionKey": str(KEYS / f"{key}.key"),
            **more,
        }
    )


def jwe() -> JweEncryptionConfig:
    """The official library's configuration for JWE; it opens the answer's token into `opened`."""
    return JweEncryptionConfig(
        {
            "paths": {
                "$": {
                    "toEncrypt": {f"{place}.encryptedData": place for place in SEALED_REQUESTS},
                    "toDecrypt": {"tokenDetail": "opened", "encryptedPayload": "opened"},
                }
            },
            "encryptedValueFieldName": "encryptedData",
            "encryptionCertificate": str(KEYS / "request.crt"),
            "decryptionKey": str(KEYS / "response.key"),
        }
    )


@dataclass(frozen=True)
class Answer:
    """What came back, and the same opened by the official library."""

    status: int
    body: Message
    headers: Mapping[str, str]
    opened: Message


@cache
def usual() -> FieldLevelEncryptionConfig:
    """The configuration that nothing is changed of; reading its keys takes longer than most tests."""
    return fle()


@cache
def signing_key() -> Any:
    """The key with which the caller signs."""
    return authenticationutils.load_signing_key(str(KEYS / "signing.p12"), "keystorepassword")


@dataclass
class Caller:
    """Calls the front door; every part of what it sends can be spoilt on the way."""

    door: FrontDoor
    sealing: FieldLevelEncryptionConfig | JweEncryptionConfig = field(default_factory=usual)
    consumer_key: str = DEMO_CONSUMER_KEY
    signing_key: Any = field(default_factory=signing_key)
    method: SignatureMethod = SignatureMethod.RSA_SHA256
    _tasks: Any = field(default_factory=lambda: count(1))

    async def post(self, path: str, message: Message, *, spoil: Callable[[Message], Message] = lambda sealed: sealed) -> Answer:
        """Encrypt, spoil, sign and send a message."""
        return await self.send("POST", path, json.dumps(spoil(self.sealed(message))).encode())

    async def get(self, path: str) -> Answer:
        """Sign and send a request without a body."""
        return await self.send("GET", path, b"")

    async def send(
        self, verb: str, path: str, body: bytes, *, signed: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send raw bytes under a signature over them, or over others."""
        url = f"{self.door.make_url('/')}".rstrip("/") + path
        header = self.authorization(url, verb, body if signed is None else signed)
        sent = {"Authorization": header, **({"Content-Type": "application/json"} if body else {}), **(headers or {})}
        async with self.door.session.request(verb, URL(url, encoded=True), data=body or None, headers=sent) as answer:
            received = await answer.json()
            return Answer(answer.status, received, answer.headers, self._opened(received))

    def authorization(self, url: str, verb: str, body: bytes) -> str:
        """The header that the official signer makes."""
        return str(
            OAuth.get_authorization_header(url, verb, body or None, self.consumer_key, self.signing_key, signature_method=self.method)
        )

    def sealed(self, message: Message) -> Message:
        """The message as the official library encrypts it."""
        module = jwe_encryption if isinstance(self.sealing, JweEncryptionConfig) else field_level_encryption
        encrypted: Message = module.encrypt_payload(deepcopy(message), self.sealing)
        return encrypted

    def _opened(self, received: Message) -> Message:
        module = jwe_encryption if isinstance(self.sealing, JweEncryptionConfig) else field_level_encryption
        decrypted: Message = module.decrypt_payload(deepcopy(received), self.sealing)
        return decrypted

    async def tokenize(self, pan: str = "5123456789012345", **changes: Any) -> Answer:
        """Ask for a token of a card under a fresh task id."""
        return await self.post(f"{DIGITIZATION}/tokenize", self.tokenize_message(pan, **changes))

    def tokenize_message(self, pan: str = "5123456789012345", **changes: Any) -> Message:
        """A tokenize request; `changes` replaces members, and None takes them out."""
        message = {
            "requestId": "123456",
            "tokenType": "CLOUD",
            "tokenRequestorId": SAMPLE_MERCHANT,
            "taskId": f"task-{next(self._tasks)}",
            "fundingAccountInfo": card_info(pan),
            **changes,
        }
        return {name: value for name, value in message.items() if value is not None}

    async def arm(self, **scenario: Any) -> None:
        """Arm a scenario for the next call that it meets."""
        async with self.door.post("/_emulator/scenarios", json=scenario) as answer:
            assert answer.status == 201, await answer.text()

    async def change(self, operation: str, *references: str, by: str = "TOKEN_REQUESTOR", **more: Any) -> Answer:
        """Suspend, unsuspend or delete tokens."""
        message = {"requestId": "c-1", "tokenUniqueReferences": list(references), "causedBy": by, "reasonCode": "OTHER", **more}
        return await self.post(f"{DIGITIZATION}/{operation}", message)

    async def token(self, reference: str, **more: Any) -> Answer:
        """Look at a token."""
        return await self.post(f"{DIGITIZATION}/getToken", {"requestId": "g-1", "tokenUniqueReference": reference, **more})

    async def transact(self, reference: str, **more: Any) -> Answer:
        """Ask for the cryptogram of one payment."""
        message = {"requestId": "x-1", "tokenUniqueReference": reference, "dsrpType": "UCAF", **more}
        return await self.post(f"{TRANSACTION}/transact", message)

    async def send_code(self, reference: str, method: str | None = None, **more: Any) -> Answer:
        """Have a code sent."""
        chosen = {"authenticationMethod": {"id": method}} if method else {}
        return await self.post(
            f"{DIGITIZATION}/requestActivationCode", {"requestId": "v-1", "tokenUniqueReference": reference, **chosen, **more}
        )

    async def activate(self, reference: str, **more: Any) -> Answer:
        """Try a code or a signature."""
        return await self.post(f"{DIGITIZATION}/activate", {"requestId": "v-2", "tokenUniqueReference": reference, **more})

    async def check_eligibility(self, pan: str = "5123456789012345", **changes: Any) -> Answer:
        """Ask whether a card may go into a phone."""
        message = {
            "requestId": "w-1",
            "tokenType": "CLOUD",
            "paymentAppInstanceId": APP_INSTANCE,
            "fundingAccountInfo": card_info(pan),
            "deviceInfo": DEVICE,
            **changes,
        }
        return await self.post(f"{DIGITIZATION}/checkEligibility", {name: value for name, value in message.items() if value is not None})

    async def digitize(self, eligible: Answer, **changes: Any) -> Answer:
        """Put an eligible card into a phone under a fresh task id."""
        message = {
            "requestId": "w-2",
            "paymentAppInstanceId": APP_INSTANCE,
            "eligibilityReceipt": eligible.body["eligibilityReceipt"],
            "taskId": f"task-{next(self._tasks)}",
            "termsAndConditionsAssetId": eligible.body["termsAndConditionsAssetId"],
            "termsAndConditionsAcceptedTimestamp": "2026-01-01T00:00:00.000Z",
            **changes,
        }
        return await self.post(f"{DIGITIZATION}/digitize", {name: value for name, value in message.items() if value is not None})

    async def push(self, *pans: str, requestor: str = WALLET, **more: Any) -> Answer:
        """Push cards to a token requestor."""
        accounts = [{"pushAccountId": f"CA-{number}", "fundingAccountData": account(pan)} for number, pan in enumerate(pans, 1)]
        message = {
            "requestId": "p-1",
            "tokenRequestorId": requestor,
            "pushFundingAccounts": {"encryptedPayload": {"encryptedData": accounts}},
            **more,
        }
        return await self.post(f"{CONNECT}/pushMultipleAccounts", message)

    async def receipt(self, pan: str = "5123456789012345", *, requestor: str = WALLET) -> str:
        """Push one card and return its receipt."""
        pushed = await self.push(pan, requestor=requestor)
        return str(pushed.body["pushAccountReceipts"][0]["pushAccountReceipt"])


def account(pan: str, **more: Any) -> Message:
    """A pushed account."""
    card = {"accountNumber": pan, "expiryMonth": "09", "expiryYear": "45"}
    return {"cardAccountData": card, "accountHolderData": {"accountHolderName": "JANE DOE"}, **more}


def card_info(pan: str, **more: Any) -> Message:
    """The account of a tokenize request."""
    return {"encryptedPayload": {"encryptedData": {"source": "ACCOUNT_ON_FILE", **account(pan), **more}}}


def codes(answer: Answer) -> list[str]:
    """The reason codes of a refusal by the service."""
    return [error["reasonCode"] for error in answer.body["errors"]]


def gateway_code(answer: Answer) -> str:
    """The reason code of a refusal by the gateway."""
    return str(answer.body["Errors"]["Error"][0]["ReasonCode"])
