"""An MDES client that signs and encrypts beforehand, and the cryptography that its calls cannot do without."""

import asyncio
import json
import os
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from emulator.config import shipped
from emulator.core.worlds import DEMO_CONSUMER_KEY
from emulator.crypto.chance import system
from emulator.crypto.keys.keyring import read_pair
from emulator.crypto.keys.rsa import load_own_private_key
from emulator.crypto.keys.wrapping import unwrap_oaep, wrap_oaep
from emulator.crypto.payloads import mastercard_fle
from emulator.crypto.signatures import oauth1
from emulator.domain.pan import check_digit

KEYS: Final = shipped("keys") / "mdes"
CARDS: Final = 50
PATIENCE: Final = 30.0
LOOKS: Final = 2_500
SHOWN: Final = b'"ACTIVE"'


def posted(port: int, path: str, body: bytes, *, headers: Mapping[str, str]) -> bytes:
    """One HTTP request as bytes."""
    lines = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode() + body


class Client:
    """Makes signed requests to one emulator."""

    def __init__(self, port: int) -> None:
        self.port = port
        # Two servers may share a database, and a task id is good once.
        self._run = os.urandom(4).hex()
        self._key = load_own_private_key((KEYS / "signing.key").read_bytes())
        pair = read_pair(KEYS, "request")
        # Many cards, as many clients have: a vault whose tokens all hang on one card is nobody's.
        self._accounts = [
            {
                "encryptedPayload": mastercard_fle.seal(
                    _card(number), pair.public_key, fingerprint=pair.fingerprints.cert_sha256, digest="SHA256", chance=system
                )
            }
            for number in range(CARDS)
        ]

    def signed(self, operation: str, body: Mapping[str, Any]) -> bytes:
        """One signed request as bytes."""
        path, text = f"/mdes/digitization/1/0/{operation}", json.dumps(body).encode()
        request = oauth1.SignedRequest("POST", f"http://127.0.0.1:{self.port}{path}", None, text)
        nonce, now = os.urandom(8).hex(), int(time.time())
        header = oauth1.sign(request, self._key, consumer_key=DEMO_CONSUMER_KEY, nonce=nonce, timestamp=now)
        return posted(self.port, path, text, headers={"Authorization": header})

    def order(self, task: int) -> bytes:
        """A request to tokenize, under a task id of its own."""
        body = {"requestId": "1", "tokenType": "CLOUD", "tokenRequestorId": "98765432101", "taskId": f"{self._run}-{task}"}
        return self.signed("tokenize", {**body, "fundingAccountInfo": self._accounts[task % CARDS]})

    def orders(self, count: int) -> list[bytes]:
        """So many requests to tokenize."""
        return [self.order(task) for task in range(count)]

    def looks(self, reference: str, count: int) -> list[bytes]:
        """So many requests to look at a token, each signed by itself: a nonce that comes again is remarked on."""
        return [self.signed("getToken", {"requestId": "1", "tokenUniqueReference": reference}) for _ in range(count)]

    def first_token(self) -> str:
        """Make a token; return its reference."""
        return asyncio.run(_token_of(self.order(-1), self.port))


async def _token_of(order: bytes, port: int) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(order)
    answer = await asyncio.wait_for(reader.readuntil(b'"supportsAuthentication"'), PATIENCE)
    writer.close()
    return answer.partition(b'"tokenUniqueReference":"')[2][:48].decode()


def _card(number: int) -> bytes:
    payload = f"5123456789{number:05d}"
    account = {"accountNumber": payload + check_digit(payload), "expiryMonth": "09", "expiryYear": "30"}
    return json.dumps({"source": "ACCOUNT_ON_FILE", "cardAccountData": account}).encode()


def tokenize_limit() -> float:
    """How often a second one core does what every tokenize must: open one RSA key, check one signature, wrap one key."""
    pair, signing = read_pair(KEYS, "request"), load_own_private_key((KEYS / "signing.key").read_bytes())
    private, public = pair.private_key, signing.public_key()
    if private is None:
        raise SystemExit("the demo keys lack the private half of 'request': run scripts/make_keys --force")
    wrapped = wrap_oaep(bytes(16), pair.public_key, digest="sha256", chance=system)
    signature = signing.sign(b"text", oauth1.PADDINGS["RSA-SHA256"], oauth1.SHA256)

    def once() -> None:
        unwrap_oaep(wrapped, private, digest="sha256")
        public.verify(signature, b"text", oauth1.PADDINGS["RSA-SHA256"], oauth1.SHA256)
        wrap_oaep(bytes(16), pair.public_key, digest="sha256", chance=system)

    return _per_second(once)


def _per_second(once: Callable[[], None]) -> float:
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < 1.0:
        once()
        count += 1
    return count / (time.perf_counter() - began)
