"""An issuer's server made with Mastercard's official library: it answers as it was told to, and opens what it hears."""

import asyncio
import json
from collections import defaultdict, deque
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web
from aiohttp.test_utils import RawTestServer
from client_encryption.field_level_encryption import decrypt_payload, encrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from client_encryption.jwe_encryption import decrypt_payload as decrypt_jwe
from client_encryption.jwe_encryption_config import JweEncryptionConfig

from tests.providers.mdes.caller import KEYS, Message

ACCOUNT: Final = "fundingAccountInfo.encryptedPayload"
PAYLOAD: Final = "encryptedPayload"
OPENING: Final = FieldLevelEncryptionConfig(
    {
        "paths": {
            "$": {
                "toEncrypt": {f"{PAYLOAD}.encryptedData": PAYLOAD},
                "toDecrypt": {ACCOUNT: f"{ACCOUNT}.encryptedData", PAYLOAD: f"{PAYLOAD}.encryptedData"},
            }
        },
        "ivFieldName": "iv",
        "encryptedKeyFieldName": "encryptedKey",
        "encryptedValueFieldName": "encryptedData",
        "dataEncoding": "hex",
        "oaepPaddingDigestAlgorithm": "SHA-256",
        "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
        "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
        "encryptionCertificate": str(KEYS / "request.crt"),
        "decryptionKey": str(KEYS / "issuer.key"),
    }
)
OPENING_JWE: Final = JweEncryptionConfig(
    {
        "paths": {"$": {"toEncrypt": {}, "toDecrypt": {ACCOUNT: f"{ACCOUNT}.encryptedData"}}},
        "encryptedValueFieldName": "encryptedData",
        "encryptionCertificate": str(KEYS / "issuer.crt"),
        "decryptionKey": str(KEYS / "issuer.key"),
    }
)
# What an issuer says that has not been told what to say: nonsense where it should decide, so that the network does.
SILENT: Final[Message] = {"authorizeService": {}, "requestActivationMethods": {"activationMethods": []}}


@dataclass(frozen=True)
class Heard:
    """One message: its operation, its text as it came, and its members as the official library opens them."""

    operation: str
    text: str
    opened: Message


@dataclass
class Bank:
    """Listens on loopback; while `open` is not set, every request hangs."""

    heard: list[Heard] = field(default_factory=list)
    answers: defaultdict[str, deque[tuple[int, Any]]] = field(default_factory=lambda: defaultdict(deque))
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""
    _server: RawTestServer | None = None

    async def start(self) -> None:
        self.open.set()
        self._server = RawTestServer(self._hear)
        await self._server.start_server()
        self.url = str(self._server.make_url("/")).rstrip("/")

    async def close(self) -> None:
        self.open.set()
        if self._server:
            await self._server.close()

    def will_answer(self, operation: str, *, status: int = 200, **body: Any) -> None:
        """Answer the next message of this operation so; the id comes by itself."""
        self.answers[operation].append((status, body))

    def will_say(self, operation: str, text: str, *, status: int = 200) -> None:
        """Answer the next message of this operation with these very bytes."""
        self.answers[operation].append((status, text))

    def will_decide(self, decision: str, **more: Any) -> None:
        """Answer the next authorizeService so."""
        self.will_answer("authorizeService", decision=decision, **more)

    def of(self, operation: str) -> list[Message]:
        """What came of one operation, opened."""
        return [heard.opened for heard in self.heard if heard.operation == operation]

    @property
    def tokens(self) -> list[Message]:
        """The tokens of every notifyTokenUpdated, opened."""
        return [token for message in self.of("notifyTokenUpdated") for token in message["tokens"]]

    async def _hear(self, request: web.BaseRequest) -> web.Response:
        operation, text = request.path.rpartition("/")[2], (await request.read()).decode()
        message = json.loads(text)
        self.heard.append(Heard(operation, text, opened_message(message)))
        self.arrived.set()
        await self.open.wait()
        status, body = self.answers[operation].popleft() if self.answers[operation] else (200, SILENT.get(operation, {}))
        if isinstance(body, str):
            return web.Response(status=status, text=body)
        return web.json_response({"responseId": message["requestId"], **body}, status=status)


def opened_message(message: Message) -> Message:
    """Return a message with what is encrypted to the issuer opened, in itself and in its tokens."""
    return {**_opened(message), **({"tokens": [_opened(token) for token in message["tokens"]]} if "tokens" in message else {})}


def _opened(node: Message) -> Message:
    account = node.get("fundingAccountInfo", {}).get(PAYLOAD, {})
    if account and "encryptedKey" not in account:
        return dict(decrypt_jwe(deepcopy(node), OPENING_JWE))
    return dict(decrypt_payload(deepcopy(node), OPENING))


def sealed_to_mdes(plain: Message) -> Message:
    """Return the member `encryptedPayload` of an issuer's answer."""
    return dict(encrypt_payload({PAYLOAD: {"encryptedData": plain}}, OPENING))
