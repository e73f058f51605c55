"""An issuer with its own libraries: it verifies and opens with joserfc what Visa sends, and answers as it is told to."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web
from aiohttp.test_utils import RawTestServer
from joserfc import jwe, jws
from joserfc.jwk import RSAKey

from emulator.config import shipped

KEYS: Final = shipped("keys")
APPROVED: Final = {"actionCode": "00"}


def key(name: str) -> RSAKey:
    """A demo key; its public half where only that is here."""
    return RSAKey.import_key((KEYS / name).read_bytes())


def opened(text: str) -> Any:
    """`encryptedData`: verified with Visa's certificate, then opened with the issuer's key."""
    registry = jws.JWSRegistry(algorithms=["PS256", "RS256"], strict_check_header=False)
    token = jws.deserialize_compact(text, key("vts/jws.key"), registry=registry).payload.decode()
    inner = jwe.JWERegistry(algorithms=["RSA-OAEP-256", "A256GCM"], strict_check_header=False)
    return json.loads(jwe.decrypt_compact(token, key("mdes/issuer.key"), registry=inner).plaintext or b"")


@dataclass(frozen=True)
class Heard:
    """One request that arrived."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: dict[str, Any]
    raw: bytes

    @property
    def opened(self) -> Any:
        """What was encrypted in it."""
        return opened(self.body["encryptedData"])


@dataclass
class Bank:
    """Answers each question as `answers` says, by the last part of its path before the version; 200 and {} to all else."""

    answers: dict[str, Any] = field(default_factory=lambda: {"approveProvisioning": APPROVED, "sendpasscode": APPROVED})
    statuses: dict[str, int] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    url: str = ""
    server: RawTestServer | None = None

    async def start(self) -> None:
        self.server = RawTestServer(self._hear)
        await self.server.start_server()
        self.url = str(self.server.make_url("/")).rstrip("/")

    async def close(self) -> None:
        if self.server:
            await self.server.close()

    def about(self, name: str) -> list[Heard]:
        """What was heard of one kind."""
        return [one for one in self.heard if name_of(one.path) == name]

    async def _hear(self, request: web.BaseRequest) -> web.StreamResponse:
        content = await request.read()
        self.heard.append(Heard(request.path, dict(request.query), dict(request.headers), json.loads(content), content))
        name = name_of(request.path)
        return web.json_response(self.answers.get(name, {}), status=self.statuses.get(name, 200))


def name_of(path: str) -> str:
    """The operation that a path names."""
    return path.removesuffix("/v1").rpartition("/")[2]
