"""A stand-in for MDES: small, independent of the issuer app and of its libraries, and strict about what it is sent."""

import base64
import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote
from uuid import UUID

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import load_pem_private_key

Json = dict[str, Any]

KEYS: Final = Path(__file__).resolve().parents[2] / "fixtures" / "keys"
PUSH: Final = "/mdes/connect/1/0/pushMultipleAccounts"
PAGE: Final = "https://wallet.example/add"
HASHES: Final[dict[str, Callable[[], hashes.HashAlgorithm]]] = {"SHA256": hashes.SHA256, "SHA512": hashes.SHA512}


def private_key(name: str) -> RSAPrivateKey:
    """Return one of the demo private keys of MDES."""
    key = load_pem_private_key((KEYS / "mdes" / f"{name}.key").read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return key


def public_key(name: str) -> RSAPublicKey:
    """Return the public half of one of the demo keys of MDES."""
    key = x509.load_pem_x509_certificate((KEYS / "mdes" / f"{name}.crt").read_bytes()).public_key()
    assert isinstance(key, RSAPublicKey)
    return key


def oaep(name: str) -> padding.OAEP:
    """Return the key-wrapping padding that MDES names so."""
    return padding.OAEP(padding.MGF1(HASHES[name]()), HASHES[name](), None)


def opened(sealed: Json, key: RSAPrivateKey) -> Any:
    """Open an encrypted object of field-level encryption."""
    content_key = key.decrypt(bytes.fromhex(sealed["encryptedKey"]), oaep(sealed["oaepHashingAlgorithm"]))
    decryptor = Cipher(algorithms.AES(content_key), modes.CBC(bytes.fromhex(sealed["iv"]))).decryptor()
    padded = decryptor.update(bytes.fromhex(sealed["encryptedData"])) + decryptor.finalize()
    unpadder = PKCS7(128).unpadder()
    return json.loads(unpadder.update(padded) + unpadder.finalize())


def sealed(plain: bytes, key: RSAPublicKey, name: str = "SHA512") -> Json:
    """Make an encrypted object of field-level encryption."""
    content_key, iv, padder = os.urandom(16), os.urandom(16), PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(content_key), modes.CBC(iv)).encryptor()
    data = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    wrapped = key.encrypt(content_key, oaep(name)).hex()
    return {
        "encryptedData": data.hex(),
        "encryptedKey": wrapped,
        "iv": iv.hex(),
        "oaepHashingAlgorithm": name,
        "publicKeyFingerprint": "00" * 32,
    }


def notice(reference: str, status: str | None = "ACTIVE", *, pan: str | None = None, request_id: str = "n-1", **more: Any) -> Json:
    """Return what MDES would tell the issuer about one token; `more` goes beside the token's status."""
    token: Json = {"tokenUniqueReference": reference, **more}
    if status:
        token["status"] = status
    if pan:
        plain = {
            "tokenData": {"token": "5480981500100002", "expiryMonth": "12", "expiryYear": "28"},
            "cardAccountData": {"accountNumber": pan, "expiryMonth": "11", "expiryYear": "29"},
        }
        token["fundingAccountInfo"] = {"encryptedPayload": sealed(json.dumps(plain).encode(), public_key("issuer"))}
    return {"requestId": request_id, "reasonCode": "STATUS_UPDATE", "tokens": [token]}


def oauth_problem(method: str, url: str, header: str, body: bytes) -> str | None:
    """Verify an OAuth 1.0a signature without query, as RFC 5849 and Google's body-hash extension have it."""
    given = dict(re.findall(r'([a-z_]+)="([^"]*)"', header))
    signature = base64.b64decode(unquote(given.pop("oauth_signature")))
    parameters = "&".join(sorted(f"{name}={value}" for name, value in given.items()))
    text = "&".join((method, quote(url, safe="-._~"), quote(parameters, safe="-._~")))
    public_key("signing").verify(signature, text.encode(), padding.PKCS1v15(), hashes.SHA256())
    expected = base64.b64encode(hashlib.sha256(body).digest()).decode()
    return None if given["oauth_body_hash"] == expected else "body hash"


@dataclass
class StandIn:
    """What MDES was asked, and how it answers: set `status`, `answer` or `signature` to change that."""

    asked: list[Json] = field(default_factory=list)
    pushed: list[Json] = field(default_factory=list)
    status: int = 200
    answer: Json | bytes | None = None
    signature: str | None = None

    def application(self) -> web.Application:
        """Return the application to serve."""
        application = web.Application()
        application.router.add_post(PUSH, self.push)
        return application

    async def push(self, request: web.Request) -> web.Response:
        """Take a pushed card, once the signature is right and the account opens."""
        body = await request.read()
        problem = oauth_problem("POST", str(request.url), request.headers["Authorization"], body)
        assert problem is None, problem
        message = json.loads(body)
        accounts = opened(message["pushFundingAccounts"]["encryptedPayload"], private_key("request"))
        self.asked.append(message)
        self.pushed.extend(accounts)
        answer = self.answer if self.answer is not None else self._receipts(message["requestId"], accounts)
        return web.Response(status=self.status, body=answer if isinstance(answer, bytes) else json.dumps(answer).encode())

    def receipt(self, number: int) -> str:
        """Return the receipt for the pushed account with this number, counted from 1."""
        return f"MCC-STL-{str(UUID(int=number)).upper()}"

    def _receipts(self, request_id: str, accounts: list[Json]) -> Json:
        receipt = self.receipt(len(self.pushed))
        digitization = base64.b64encode(json.dumps({"fundingAccountInfo": {"pushAccountReceipt": receipt}}).encode()).decode()
        return {
            "responseId": request_id,
            "pushAccountReceipts": [
                {
                    "pushAccountId": accounts[0]["pushAccountId"],
                    "pushAccountReceipt": receipt,
                    "issuerInitiatedDigitizationData": digitization,
                }
            ],
            "availablePushMethods": [{"type": "IOS", "uri": "wallet://add"}, {"type": "WEB", "uri": PAGE}],
            "tokenRequestorSignatureSupport": self.signature is not None,
            **({"signature": self.signature} if self.signature else {}),
        }
