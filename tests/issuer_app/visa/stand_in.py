"""A stand-in for Visa: small, independent of the issuer app and of its libraries, and strict about what it is sent."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web
from jwcrypto import jwe, jws
from jwcrypto.jwk import JWK

from ..stand_in import KEYS

Json = dict[str, Any]

SHARED_SECRET: Final = "demo-shared-secret-for-signatures"  # published on purpose
KEY_ID: Final = "TSPEMULATORDEMOENCRYPTIONKEY000001"
KEY_SECRET: Final = "demo-shared-secret-for-encryption"  # published on purpose
CARD_ID: Final = "v-123-b25dd0af-2960-420b-8aaa-{:012d}"
REFERENCE: Final = "DNITHE000000000000000001"
TOKEN_PATH: Final = f"/tokenRequestors/40010075001/tokens/{REFERENCE}"


def opened(text: str) -> Any:
    """Open an encrypted field."""
    key = JWK(kty="oct", k=jwe.base64url_encode(hashlib.sha256(KEY_SECRET.encode()).digest()))
    token = jwe.JWE(algs=["A256GCMKW", "A256GCM"])
    token.deserialize(text, key=key)
    assert token.jose_header["kid"] == KEY_ID
    return json.loads(token.payload)


def key(name: str) -> JWK:
    """One of the demo keys."""
    return JWK.from_pem((KEYS / name).read_bytes())


def sealed(plain: Any, *, signing: str = "vts/jws.key", to: str = "mdes/issuer.crt", alg: str = "PS256") -> str:
    """What Visa would send as encryptedData."""
    content = plain if isinstance(plain, bytes) else json.dumps(plain).encode()
    inner = jwe.JWE(content, json.dumps({"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "k", "iat": 1}), recipient=key(to))
    outer = jws.JWS(inner.serialize(compact=True))
    outer.add_signature(key(signing), protected=json.dumps({"alg": alg, "kid": "s", "cty": "JWE", "iat": 1, "exp": 2}))
    return str(outer.serialize(compact=True))


def plain(pan: str, **token: Any) -> Json:
    """A card and a token in clear."""
    card = {"primaryAccountNumber": pan, "cvv2": "123", "expirationDate": {"month": "11", "year": "2029"}}
    usual = {"token": "4895370012003478", "tokenStatus": "ACTIVE", "tokenExpirationDate": {"month": "12", "year": "2030"}}
    return {"cardholderInfo": card, "tokenInfo": {**usual, "numberOfActiveTokensForPAN": 0, **token}}


def about(pan: str, *, token: Json | None = None, **more: Any) -> Json:
    """A message of Visa's about a card."""
    names = {"panReferenceID": "V-1", "lifeCycleTraceID": "1", "tokenReferenceID": REFERENCE}
    return {**names, "encryptedData": sealed(plain(pan, **(token or {}))), **more}


@dataclass
class VisaStandIn:
    """What Visa was asked, and how it answers: set `status` and `answer` to change that."""

    asked: list[tuple[str, Json]] = field(default_factory=list)
    enrolled: list[Json] = field(default_factory=list)
    status: int = 200
    answer: Json | bytes | None = None

    def serve_in(self, application: web.Application) -> None:
        """Answer in an application, at Visa's own paths."""
        application.router.add_post("/universal/core/cards", self._hear)
        application.router.add_post("/inapp/provisioning/cardData/{wallet}", self._hear)

    async def _hear(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        message = json.loads(body)
        self.asked.append((request.path, message))
        if not _is_signed(request, body):
            return web.json_response({"responseStatus": {"status": 401, "code": "9159", "message": "Token Validation Failed"}}, status=401)
        if self.answer is not None:
            content = self.answer if isinstance(self.answer, bytes) else json.dumps(self.answer).encode()
            return web.Response(status=self.status, body=content)
        return web.json_response(self._answer(request.path, message), status=self.status)

    def _answer(self, path: str, message: Json) -> Json:
        if path == "/universal/core/cards":
            self.enrolled.append(opened(message["encCard"]))
            return {"vCardID": CARD_ID.format(len(self.enrolled))}
        if path.endswith("applePay"):
            return {"vCardID": message["vCardID"], "activationData": "QQ==", "encryptedPassData": "Qg==", "ephemeralPublicKey": "Qw=="}
        wallet, device = path.rpartition("/")[2], message["deviceID"]
        return {"vCardID": message["vCardID"], "last4": "1002", "opaquePaymentCard": f"{wallet}/{message['vCardID']}/{device}"}


def _is_signed(request: web.Request, body: bytes) -> bool:
    version, at, mac = request.headers["x-pay-token"].split(":")
    resource = request.path.lstrip("/").partition("/")[2]
    message = f"{at}{resource}{request.rel_url.raw_query_string}".encode() + body
    return version == "xv2" and mac == hmac.new(SHARED_SECRET.encode(), message, hashlib.sha256).hexdigest()
