"""A token requestor of Visa over HTTP: `requests`, the standard library's HMAC, and fields encrypted by joserfc and jwcrypto."""

import hashlib
import hmac
import json
import time
from itertools import count
from typing import Any, Final

import requests
from joserfc import jwe
from joserfc.jwk import OctKey
from jwcrypto import jwe as jwcrypto
from jwcrypto.jwk import JWK

Message = dict[str, Any]

API_KEY: Final = "TSPEMULATORDEMOAPIKEYNOTREAL000001"
SECRET: Final = "demo-shared-secret-for-signatures"  # published on purpose
OUTBOUND_SECRET: Final = "demo-shared-secret-for-notices-00"  # published on purpose
KEY_ID: Final = "TSPEMULATORDEMOENCRYPTIONKEY000001"
KEY_SECRET: Final = "demo-shared-secret-for-encryption"  # published on purpose
SECRETS: Final = {API_KEY: SECRET, KEY_ID: KEY_SECRET}
TOKENS: Final = "/vts/provisionedTokens"
TIMEOUT: Final = 20.0
ALGORITHMS: Final = ["A256GCMKW", "A256GCM"]


def wrapping_key(secret: str) -> bytes:
    """SHA-256 of the secret's text."""
    return hashlib.sha256(secret.encode()).digest()


def sealed(value: Any) -> str:
    """An encrypted field."""
    return sealed_bytes(json.dumps(value).encode())


def sealed_bytes(plaintext: bytes) -> str:
    """An encrypted field that holds anything."""
    header = {"alg": "A256GCMKW", "enc": "A256GCM", "kid": KEY_ID}
    return jwe.encrypt_compact(header, plaintext, OctKey.import_key(wrapping_key(KEY_SECRET)), algorithms=ALGORITHMS)


def opened(text: str) -> Any:
    """An encrypted field in clear."""
    token = jwcrypto.JWE(algs=ALGORITHMS)
    kid = json.loads(jwcrypto.base64url_decode(text.partition(".")[0]))["kid"]
    token.deserialize(text, key=JWK(kty="oct", k=jwcrypto.base64url_encode(wrapping_key(SECRETS[kid]))))
    return json.loads(token.payload)


def mac(secret: str, at: str, *, resource: str, query: str, body: bytes) -> str:
    """The signature of a request."""
    return hmac.new(secret.encode(), f"{at}{resource}{query}".encode() + body, hashlib.sha256).hexdigest()


class VisaClient:
    """One token requestor, which is also its own issuer's operator, at one emulator."""

    def __init__(self, url: str) -> None:
        self.url = url
        # A token is good once, so equal requests need other times.
        self._ticks = count(-300)

    def call(self, method: str, path: str, message: Message | None = None) -> requests.Response:
        """Sign and send."""
        body, query = b"" if message is None else json.dumps(message).encode(), f"apiKey={API_KEY}"
        at = str(int(time.time()) + next(self._ticks))
        full = path.lstrip("/")
        resource = full if path.startswith("/vts/") else full.partition("/")[2]
        token = f"xv2:{at}:{mac(SECRET, at, resource=resource, query=query, body=body)}"
        headers = {"x-pay-token": token, "Content-Type": "application/json"}
        return requests.request(method, f"{self.url}{path}?{query}", data=body or None, headers=headers, timeout=TIMEOUT)

    def done(self, method: str, path: str, message: Message | None = None) -> Message:
        """Sign, send, and insist that it went well."""
        answer = self.call(method, path, message)
        assert answer.ok, answer.text
        told: Message = answer.json()
        return told

    def change(self, token: str, operation: str) -> int:
        """Suspend, resume or delete; return the status."""
        return self.call("PUT", f"{TOKENS}/{token}/{operation}", {"updateReason": {"reasonCode": "CUSTOMER_CONFIRMED"}}).status_code

    def change_as_issuer(self, reference: str, operation: str) -> Message:
        """The same as the card's issuer."""
        path = "/rsrv_VNTSTokenUpdateService/LifeCycle/v1"
        return self.done("POST", path, {"tokenReferenceID": reference, "operationType": operation})

    def status(self, token: str) -> str:
        """Where a token is in its life."""
        return str(self.done("GET", f"{TOKENS}/{token}")["tokenInfo"]["tokenStatus"])

    def admin(self, method: str, path: str, body: Message | None = None) -> Any:
        """Call the emulator's own API."""
        answer = requests.request(method, f"{self.url}/_emulator/{path}", json=body, timeout=TIMEOUT)
        assert answer.ok, answer.text
        return answer.json()
