"""Record the tapes in fixtures/: real exchanges with an emulator whose seed and clock are fixed, so that they never differ."""

import argparse
import asyncio
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from emulator import bootstrap
from emulator.config import Settings
from emulator.contracts import stale, write
from emulator.core.context import House
from emulator.core.dispatch import DEFAULT
from emulator.core.message import Outgoing, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.worlds import DEMO_CONSUMER_KEY
from emulator.crypto.chance import Chance, seeded
from emulator.crypto.keys.keyring import KeyPair
from emulator.crypto.payloads import mastercard_fle as fle
from emulator.crypto.signatures import oauth1
from emulator.crypto.signatures.oauth1_base_string import SignedRequest
from emulator.domain.notices import StoredNotice
from emulator.outbound.attempt import make_attempt
from emulator.outbound.post import Post, Reply
from emulator.providers.mdes import sealing
from emulator.server.app import respond
from emulator.server.router import Router

ROOT: Final = Path(__file__).resolve().parent.parent
SEED: Final = 1
CLOCK: Final = "2026-01-01T00:00:00Z"
URL: Final = "http://localhost:8081"
FORMAT: Final = 1
# Whoever opens a tape's sealed members or checks its signatures needs these, and no other keys will do.
KEYS: Final = {role: f"demo:mdes/{role}" for role in ("signing", "request", "response", "issuer", "jws")}
JSON: Final = "application/json"

Json = dict[str, Any]


# A place in an answer before: `{0.tokenUniqueReference}` is a member of the first one.
PLACE: Final = re.compile(r"\{(\d+)\.([\w.]+)\}")
NOTICES: Final = "mdes/issuer/"
"""Where the tapes stand that end with what was left in the outbox."""


@dataclass(frozen=True)
class Story:
    """One tape to record: where it stands below fixtures/, and the requests that lead there."""

    path: str
    requests: tuple[Json, ...]

    @property
    def names(self) -> Json:
        """What the tape is about, by its place."""
        provider, _, operation, case = self.path.removesuffix(".json").split("/")
        return {"provider": provider, "operation": operation, "case": case}


def stories(told: Json) -> list[Story]:
    """Return the stories of fixtures/stories.json: requests by name, and for each tape the names of its own."""
    return [Story(f"{tape}.json", tuple(told["requests"][name] for name in names)) for tape, names in told["tapes"].items()]


def filled(value: Any, answers: list[Json]) -> Any:
    """Return a request with what it takes from the answers before."""
    if isinstance(value, dict):
        return {name: filled(inner, answers) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, answers) for inner in value]
    if not isinstance(value, str):
        return value
    return PLACE.sub(lambda found: str(_at(answers[int(found[1])], found[2].split("."))), value)


def _at(value: Any, names: list[str]) -> Any:
    for name in names:
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


class SpoiltTape(Exception):
    """The story does not go as told."""


class Listener(Post):
    """An issuer that takes every notice, at hand in place of one on the network."""

    async def send(self, outgoing: Outgoing, *, timeout: float = 0) -> Reply:  # noqa: ASYNC109  # the signature of what it stands for
        """Answer as issuers do: with the request's id."""
        answer = {"responseId": json.loads(outgoing.body)["requestId"]}
        return Reply(200, json.dumps(answer).encode(), {"Content-Type": JSON})


class Recorder:
    """One client and one emulator in a process; what they say to each other goes on tape."""

    def __init__(self, house: House, story: Story) -> None:
        self._house = house
        self._story = story
        self._router = Router(house.apis, fallback=house.apis[-1])
        self._keys: Mapping[str, KeyPair] = {role: house.keys.pair(reference) for role, reference in KEYS.items()}
        # The client's own chance, apart from the emulator's.
        self._chance: Chance = seeded(f"client of {story.path}".encode())

    async def tape(self) -> Json:
        """Play the story and return its tape."""
        exchanges: list[Json] = []
        for request in self._story.requests:
            exchanges.append(await self._exchange(filled(request, [exchange["response"]["body"] for exchange in exchanges])))
        if self._story.path.startswith(NOTICES):
            exchanges += [await self._notice(notice) for notice in await self._outbox() if notice.name == self._story.names["operation"]]
        return {
            "format": FORMAT,
            **self._story.names,
            "seed": SEED,
            "clock": CLOCK,
            "keys": list(KEYS.values()),
            "origin": "recorded",
            "exchanges": exchanges,
        }

    async def _exchange(self, request: Json) -> Json:
        method, path, opened = request["method"], request["path"], request.get("body")
        match = self._router.find(method, path)
        if match.operation is None:
            raise SpoiltTape(f"nothing answers {method} {path}")
        body = self._sealed(match.operation, opened) if opened else None
        response = await respond(self._house, self._router, self._signed(method, path, body))
        if response.status != match.operation.status or b'"errorCode"' in response.body:
            raise SpoiltTape(f"{self._story.path}: {method} {path} was refused: {response.body.decode()}")
        return {
            "contract": f"{match.api.name.replace('.', '/')}/{match.operation.name}",
            "direction": "inbound",
            "request": self._request_entry(method, path, body, opened=opened),
            "response": self._response_entry(match.operation, response),
        }

    async def _outbox(self) -> list[StoredNotice]:
        newest = await self._house.store.read(DEFAULT, lambda unit: unit.notices.newest(most=100))
        return list(reversed(newest))

    async def _notice(self, notice: StoredNotice) -> Json:
        ctx = self._house.context(self._house.home, cause=f"notice/{notice.id}/1")
        await make_attempt(ctx, Listener(), notice)
        told = next(self._house.journal.newest_first(DEFAULT))
        if told.response is None or not isinstance(told.request, Outgoing):
            raise SpoiltTape(f"{self._story.path}: the notice was not delivered")
        return {
            "contract": f"{notice.api.replace('.', '/')}/{notice.name}",
            "direction": "outbound",
            "request": self._request_entry(
                "POST", urlsplit(notice.url).path, json.loads(told.request.body), opened=json.loads(told.opened_request)
            ),
            "response": {"status": told.response.status, "headers": {"content-type": JSON}, "body": json.loads(told.response.body)},
        }

    def _signed(self, method: str, path: str, body: Json | None) -> Request:
        octets = b"" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        authorization = oauth1.sign(
            SignedRequest(method=method, url=URL + path, body=octets),
            _private(self._keys["signing"]),
            consumer_key=DEMO_CONSUMER_KEY,
            nonce=oauth1.nonce(self._chance),
            timestamp=int(datetime.fromisoformat(CLOCK).timestamp()),
        )
        headers = {"host": "localhost:8081", "authorization": authorization, **({"content-type": JSON} if body else {})}
        return Request(method=method, url=URL + path, path=path, query="", headers=headers, body=octets)

    def _sealed(self, operation: AnyOperation, message: Json) -> Json:
        pair = self._keys["request"]

        def seal(_place: str, node: Json) -> Json:
            plaintext = json.dumps(node[sealing.PAYLOAD], ensure_ascii=False).encode()
            members = fle.seal(plaintext, pair.public_key, fingerprint=pair.fingerprints.cert_sha256, digest="SHA256", chance=self._chance)
            return {**{name: value for name, value in node.items() if name not in sealing.MEMBERS}, **members}

        return sealing.changed(message, operation.sealed_request, seal)

    def _opened(self, operation: AnyOperation, message: Json) -> Json:
        ring = self._house.keys.ring(KEYS["response"])

        def unseal(_place: str, node: Json) -> Json:
            beside = {name: value for name, value in node.items() if name not in sealing.MEMBERS}
            return {**beside, sealing.PAYLOAD: json.loads(fle.open_sealed(node, ring))}

        return sealing.changed(message, operation.sealed_response, unseal)

    def _request_entry(self, method: str, path: str, body: Json | None, *, opened: Json | None) -> Json:
        entry: Json = {"method": method, "path": path, "query": "", "headers": {}}
        return entry if body is None else {**entry, "headers": {"content-type": JSON}, **_both(body, opened)}

    def _response_entry(self, operation: AnyOperation, response: Response) -> Json:
        body = json.loads(response.body)
        return {"status": response.status, "headers": {"content-type": JSON}, **_both(body, self._opened(operation, body))}


def _both(body: Json, opened: Json | None) -> Json:
    return {"body": body} if body == opened else {"body": body, "opened": opened}


def _private(pair: KeyPair) -> RSAPrivateKey:
    if pair.private_key is None:
        raise SpoiltTape(f"{pair.name} has no private half")
    return pair.private_key


async def record(story: Story) -> Json:
    """Play one story in a world of its own and return its tape."""
    house = await bootstrap.assemble(Settings(database="sqlite://", seed=SEED))
    house.wall = lambda: datetime.fromisoformat(CLOCK)
    house.public_url = URL
    try:
        return await Recorder(house, story).tape()
    finally:
        await house.close()


async def tapes() -> dict[str, str]:
    """Return the text of every tape by its path below fixtures/."""
    told = json.loads((ROOT / "fixtures" / "stories.json").read_text(encoding="utf-8"))
    return {story.path: json.dumps(await record(story), indent=2, ensure_ascii=False) + "\n" for story in stories(told)}


def main(arguments: list[str] | None = None) -> int:
    """Write the tapes, or with --check say which are stale. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is stale")
    options = parser.parse_args(arguments)
    texts = asyncio.run(tapes())
    for provider in sorted({path.partition("/")[0] for path in texts}):
        own = {path.partition("/")[2]: text for path, text in texts.items() if path.startswith(f"{provider}/")}
        directory = ROOT / "fixtures" / provider
        found = stale(directory, own)
        print("\n".join(f"{provider}/{line}" for line in found) or f"{provider}: {len(own)} tapes are fresh")
        if found and options.check:
            return 1
        write(directory, own)
    return 0


if __name__ == "__main__":
    sys.exit(main())
