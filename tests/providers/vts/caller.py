"""A client of Visa made of other people's parts: it signs with the standard library and encrypts with joserfc and jwcrypto."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

from aiohttp import web
from aiohttp.test_utils import TestClient
from joserfc import jwe
from joserfc.jwk import OctKey
from jwcrypto import jwe as jwcrypto
from jwcrypto.jwk import JWK
from yarl import URL

from emulator.core.worlds import DEMO_API_KEY, DEMO_VISA_SECRETS

Message = dict[str, Any]
FrontDoor = TestClient[web.BaseRequest, web.Application]

PAN: Final = "4761120010000492"
TOKENS: Final = "/vts/provisionedTokens"
ALGORITHMS: Final = ["A256GCMKW", "A256GCM"]
# The products whose whole path is signed; all others leave its first segment out.
FULL_PATH: Final = ("/vts/",)


def magic(code: str) -> str:
    """The Visa number that stands for an outcome: its last digit by ISO/IEC 7812-1, worked out here."""
    payload = f"411111117777{code}"
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(payload))]
    return payload + str(-sum(digit // 10 + digit % 10 for digit in doubled) % 10)


# A card that its issuer pushes to a wallet: what the wallet says of itself, and what the issuer's payload says of it.
PUSHED: Final[Message] = {
    "panSource": "ISSUER_PUSH_PROVISION",
    "clientWalletAccountID": "account-1",
    "clientDeviceID": "device-1",
    "clientAppID": "emulator-app",
}
MADE_FOR: Final[Message] = {
    "intent": "PUSH_PROV_MOBILE",
    "clientWalletProvider": "50123456789",
    "clientWalletAccountID": "account-1",
    "clientDeviceID": "device-1",
    "clientAppID": "emulator-app",
    "isIDnV": True,
}


YELLOW: Final = magic("085")
RED: Final = magic("005")


def kek(secret: str) -> bytes:
    """The key that wraps content keys: SHA-256 of the secret's text."""
    return hashlib.sha256(secret.encode()).digest()


def sealed(value: Any, kid: str, secret: str, **header: Any) -> str:
    """A field as joserfc encrypts it, with no more in its header than Visa's public client sends."""
    registry = jwe.JWERegistry(algorithms=ALGORITHMS, strict_check_header=False)
    protected = {"alg": "A256GCMKW", "enc": "A256GCM", "kid": kid, **header}
    return jwe.encrypt_compact(protected, json.dumps(value).encode(), OctKey.import_key(kek(secret)), registry=registry)


def opened(text: str, secret: str) -> Any:
    """A field as jwcrypto opens it."""
    token = jwcrypto.JWE(algs=ALGORITHMS)
    encoded = JWK.from_json(json.dumps({"kty": "oct", "k": jwcrypto.base64url_encode(kek(secret))}))
    token.deserialize(text, key=encoded)
    return json.loads(token.payload)


def resource_of(path: str) -> str:
    """The part of a path that is signed."""
    full = path.lstrip("/")
    return full if path.startswith(FULL_PATH) else full.partition("/")[2]


def token_for(path: str, query: str, body: bytes, *, secret: str, at: int) -> str:
    """An x-pay-token for a request."""
    return signed(f"{resource_of(path)}{query}".encode() + body, secret, at=at)


def signed(text: str | bytes, secret: str, *, at: int) -> str:
    """An x-pay-token: HMAC-SHA256 over a time and a text."""
    message = f"{at}".encode() + (text.encode() if isinstance(text, str) else text)
    return f"xv2:{at}:{hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()}"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: Message
    headers: Mapping[str, str]

    @property
    def reason(self) -> str:
        """The reason of a product's refusal."""
        return str(self.body["errorResponse"]["reason"])

    @property
    def locations(self) -> list[str]:
        """The members that were wrong."""
        return [detail["location"] for detail in self.body["errorResponse"].get("details", [])]

    @property
    def code(self) -> str:
        """The code of the gateway's refusal."""
        return str(self.body["responseStatus"]["code"])


@dataclass
class Caller:
    """Calls the front door; every part of what it sends can be another one than it should be."""

    door: FrontDoor
    api_key: str = DEMO_API_KEY
    secret: str = DEMO_VISA_SECRETS["shared_secret"]
    kid: str = DEMO_VISA_SECRETS["encryption_key_id"]
    field_secret: str = DEMO_VISA_SECRETS["encryption_secret"]
    _ticks: Any = field(default_factory=lambda: count(-400))

    async def post(self, path: str, message: Message | None = None, *, query: str = "", headers: Mapping[str, str] | None = None) -> Answer:
        """Send a message."""
        return await self.send("POST", path, _bytes(message), query=query, headers=headers)

    async def put(self, path: str, message: Message | None = None) -> Answer:
        """Send a message."""
        return await self.send("PUT", path, _bytes(message))

    async def get(self, path: str) -> Answer:
        """Ask."""
        return await self.send("GET", path, b"")

    async def delete(self, path: str) -> Answer:
        """Delete."""
        return await self.send("DELETE", path, b"")

    async def send(
        self,
        method: str,
        path: str,
        body: bytes,
        *,
        query: str = "",
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send raw bytes under a token for them, or under another one."""
        asked = f"apiKey={self.api_key}{query}"
        # Equal requests in one second would have one token, which is good once.
        at = int(time.time()) + next(self._ticks)
        own = token_for(path, asked, body, secret=self.secret, at=at) if token is None else token
        sent = {"x-pay-token": own, **({"Content-Type": "application/json"} if body else {}), **(headers or {})}
        return await self.raw(method, f"{path}?{asked}", body, headers=sent)

    async def raw(self, method: str, target: str, body: bytes, *, headers: Mapping[str, str]) -> Answer:
        """Send exactly this."""
        url = URL(f"{self.door.make_url('/')}".rstrip("/") + target, encoded=True)
        async with self.door.session.request(method, url, data=body or None, headers=headers) as answer:
            content = await answer.read()
            return Answer(answer.status, json.loads(content) if content else {}, answer.headers)

    def sealed(self, value: Any) -> str:
        """A field encrypted with the client's own key."""
        return sealed(value, self.kid, self.field_secret)

    def opened(self, text: str) -> Any:
        """A field that was encrypted for this client, with the secret that its header names."""
        kid = json.loads(jwcrypto.base64url_decode(text.partition(".")[0]))["kid"]
        return opened(text, {self.kid: self.field_secret, self.api_key: self.secret}[kid])

    def card(self, pan: str = PAN, **changes: Any) -> Message:
        """A card in clear; `changes` replaces members, and None takes them out."""
        card = {
            "accountNumber": pan,
            "cvv2": "123",
            "name": "JANE DOE",
            "expirationDate": {"month": "12", "year": "2049"},
            **changes,
        }
        return {name: value for name, value in card.items() if value is not None}

    def order(self, pan: str = PAN, *, card: Message | None = None, **changes: Any) -> Message:
        """A request to provision; `changes` replaces members, and None takes them out."""
        message = {
            "clientAppID": "emulator-app",
            "clientWalletAccountID": "wallet-account-1",
            "clientWalletAccountEmailAddress": "jane@example.com",
            "clientWalletAccountEmailAddressHash": "FQzVbd0Yq3vQ2qI0aQ4m6gqB7Yv0q6ik0uFqv7u2k9w",
            "locale": "en_US",
            "panSource": "MANUALLYENTERED",
            "consumerEntryMode": "KEYENTERED",
            "presentationType": ["ECOM"],
            "protectionType": "CLOUD",
            "accountType": "WALLET",
            "encPaymentInstrument": self.sealed(card or self.card(pan)),
            **changes,
        }
        return {name: value for name, value in message.items() if value is not None}

    async def provision(self, pan: str = PAN, **changes: Any) -> Answer:
        """Enrol a card and make a token of it."""
        return await self.post(TOKENS, self.order(pan, **changes))

    async def token(self, pan: str = PAN, **changes: Any) -> str:
        """Provision and return the token's id."""
        made = await self.provision(pan, **changes)
        assert made.status == 201, made.body
        return str(made.body["vProvisionedTokenID"])

    async def enroll(self, pan: str = PAN, **changes: Any) -> Answer:
        """Enrol a card."""
        left_out = dict.fromkeys(("presentationType", "protectionType", "accountType"))
        return await self.post("/vts/panEnrollments", self.order(pan, **{**left_out, **changes}))

    async def status(self, token: str) -> str:
        """Where a token is in its life."""
        answer = await self.get(f"{TOKENS}/{token}")
        return str(answer.body["tokenInfo"]["tokenStatus"])

    async def ways(self, token: str) -> list[Message]:
        """Ask for the ways to verify the cardholder."""
        found: list[Message] = (await self.get(f"{TOKENS}/{token}/stepUpOptions")).body["stepUpRequest"]
        return found

    async def choose(self, token: str, way: str) -> Answer:
        """Choose a way to verify the cardholder."""
        message = {"clientReferenceId": "r-1", "stepUpRequestID": way, "date": "1700000000", "clientAppID": "emulator-app"}
        return await self.put(f"{TOKENS}/{token}/stepUpOptions/method", message)

    async def ask_code(self, token: str, method: str = "OTPSMS") -> Answer:
        """Ask for the ways, and choose the one of this name."""
        way = next(one for one in await self.ways(token) if one["method"] == method)
        return await self.choose(token, way["identifier"])

    async def validate(self, token: str, code: str) -> Answer:
        """Try a code that was sent."""
        message = {"clientReferenceId": "r-1", "otpValue": code, "date": 1_700_000_000, "clientAppID": "emulator-app"}
        return await self.post(f"{TOKENS}/{token}/stepUpOptions/validateOTP", message)

    async def pay(self, token: str) -> Answer:
        """Get what one payment needs."""
        message = {"clientPaymentDataID": "pd-1", "paymentRequest": {"transactionType": "ECOM"}}
        return await self.post(f"{TOKENS}/{token}/paymentData", message)

    async def change(self, token: str, operation: str, reason: str = "CUSTOMER_CONFIRMED") -> Answer:
        """Suspend, resume or delete a token."""
        return await self.put(f"{TOKENS}/{token}/{operation}", {"updateReason": {"reasonCode": reason}})


def _bytes(message: Message | None) -> bytes:
    return b"" if message is None else json.dumps(message).encode()
