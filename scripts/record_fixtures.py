"""Record the tapes in fixtures/: real exchanges with an emulator whose seed and clock are fixed, so that they never differ."""

import argparse
import asyncio
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from emulator import bootstrap
from emulator.config import Settings
from emulator.contracts import stale, write
from emulator.core.context import House
from emulator.core.dispatch import DEFAULT
from emulator.core.dispatch.router import Router
from emulator.core.journal import Exchange
from emulator.core.message import Outgoing, Response
from emulator.core.operation import AnyOperation
from emulator.core.provider import Api
from emulator.outbound.attempt import make_attempt
from emulator.outbound.post import Post, Reply
from emulator.recording import content, credentials
from emulator.recording.client import UNKNOWN, Client, Row, as_sent
from emulator.recording.recorder import demo_keys
from emulator.recording.redaction import refuse_secrets
from emulator.recording.tape import INBOUND, Tape, TapedExchange, TapedRequest, TapedResponse
from emulator.recording.taping import taped
from emulator.server.app import respond

FIXTURES: Final = Path(__file__).resolve().parent.parent / "fixtures"
SEED: Final = 1
CLOCK: Final = "2026-01-01T00:00:00Z"
URL: Final = "http://localhost:8081"
JSON: Final = "application/json"

Json = dict[str, Any]

# A place in an answer before: `{0.tokenUniqueReference}` is a member of the first one.
PLACE: Final = re.compile(r"\{(\d+)\.([\w.]+)\}")


class SpoiltTape(Exception):
    """The story does not go as told."""


@dataclass(frozen=True)
class Story:
    """One tape to record: where it stands below fixtures/, the requests that lead there, and what the emulator is started with."""

    path: str
    requests: tuple[Json, ...]
    settings: Json = field(default_factory=dict)

    @property
    def names(self) -> Json:
        """What the tape is about, by its place."""
        provider, *_, operation, case = self.path.removesuffix(".json").split("/")
        return {"provider": provider, "operation": operation, "case": case}

    def keeps(self, api: str, notice: str) -> bool:
        """Say whether a notice is part of it: of stories of several APIs (`flows/`) each one is."""
        return self.path.startswith(("flows/", f"{api.replace('.', '/')}/{notice}/"))


def stories(told: Json) -> list[Story]:
    """Return the stories of a file in fixtures/stories/: requests by name, and for each tape the names of its own."""
    found = []
    for tape, told_of in told["tapes"].items():
        names, settings = (told_of["requests"], told_of["settings"]) if isinstance(told_of, dict) else (told_of, {})
        found.append(Story(f"{tape}.json", tuple(whole(told["requests"], name) for name in names), settings))
    return found


def whole(requests: Json, name: str) -> Json:
    """Return a request by name; one that is `like` another has its members, changed at dotted places (null takes one out)."""
    request = requests[name]
    if "like" not in request:
        return dict(request)
    original: Json = json.loads(json.dumps(whole(requests, request["like"])))
    for place, value in request.get("change", {}).items():
        *outer, last = place.split(".")
        node = original["body"]
        for part in outer:
            node = node[part]
        node.pop(last, None)
        if value is not None:
            node[last] = value
    return original | {member: value for member, value in request.items() if member not in {"like", "change"}}


def filled(value: Any, answers: list[Any]) -> Any:
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


class Listener(Post):
    """Whoever hears the notices: takes every one, at hand in place of one on the network."""

    async def send(self, outgoing: Outgoing, *, timeout: float = 0) -> Reply:  # noqa: ASYNC109  # the signature of what it stands for
        """Answer as issuers do: with the request's id, where there is one."""
        told = json.loads(outgoing.body) if outgoing.body.startswith(b"{") else {}
        answer = {"responseId": told["requestId"]} if "requestId" in told else {}
        return Reply(200, json.dumps(answer).encode(), {"Content-Type": JSON})


class Recorder:
    """One client and one emulator in a process; what they say to each other goes on tape."""

    def __init__(self, house: House, story: Story) -> None:
        self._house = house
        self._story = story
        self._router = Router(house.apis, fallback=next(api for api in house.apis if api.name == "admin"))
        self._client = Client(house, credentials.demo())

    async def tape(self) -> Tape:
        """Play the story and return its tape."""
        exchanges: list[TapedExchange] = []
        answers: list[Any] = []
        for number, request in enumerate(self._story.requests):
            exchange = await self._exchange(filled(request, answers), number)
            exchanges.append(exchange)
            answers.append(content.meaning(exchange.response.opened or exchange.response.body, JSON))
        exchanges += await self._notices()
        providers = dict.fromkeys(exchange.contract.partition("/")[0] for exchange in exchanges)
        tape = Tape(
            **self._story.names,
            clock=CLOCK,
            seed=SEED,
            keys=tuple(key for provider in providers for key in demo_keys(provider)),
            settings=self._story.settings,
            exchanges=tuple(exchanges),
        )
        refuse_secrets(tape)
        _check_ending(tape)
        return tape

    async def _exchange(self, told: Json, number: int) -> TapedExchange:
        request = _request(told)
        match = self._router.find(request.method, request.path)
        row = Row(match.api, match.operation or match.api.operations[0])
        name = match.operation.name if match.operation else UNKNOWN
        draft = TapedExchange(f"{match.api.name.replace('.', '/')}/{name}", INBOUND, request, TapedResponse(0))
        sent = self._client.prepared(row, as_sent(draft, URL), cause=f"client/{self._story.path}/{number}", spoilt=request.spoilt)
        response = await respond(self._house, self._router, sent)
        kept = self._kept(match.api, match.operation, response)
        exchange = kept or TapedExchange(draft.contract, INBOUND, request, _response(response), refused=response.status >= 400)
        return replace(exchange, request=replace(exchange.request, spoilt=request.spoilt))

    def _kept(self, api: Api, operation: AnyOperation | None, response: Response) -> TapedExchange | None:
        """Return what the journal has of the exchange; our own API is not kept there."""
        if not api.of_a_world:
            return None
        newest = self._newest("inbound")
        if newest.response is None or newest.response.body != response.body:
            raise SpoiltTape(f"{self._story.path}: {operation} is not in the journal")
        return taped(newest, api)

    def _newest(self, direction: str) -> Exchange:
        return next(exchange for exchange in self._house.journal.newest_first(DEFAULT) if exchange.direction == direction)

    async def _notices(self) -> list[TapedExchange]:
        """Return what the emulator says after it all: a story of one notice keeps its own, a whole story every one."""
        apis: Mapping[str, Api] = {api.name: api for api in self._house.apis}
        newest = await self._house.store.read(DEFAULT, lambda unit: unit.notices.newest(most=100))
        found = []
        for notice in (notice for notice in reversed(newest) if self._story.keeps(notice.api, notice.name)):
            await make_attempt(self._house.context(self._house.home, cause=f"notice/{notice.id}/1"), Listener(self._house.settings), notice)
            found.append(taped(self._newest("outbound"), apis[notice.api]))
        return found


def _check_ending(tape: Tape) -> None:
    """See that a tape named after a refusal ends with it, and any other with none."""
    last = tape.exchanges[-1]
    api = last.contract.rpartition("/")[0].replace("/", ".")
    promised = {row.case: row.code.split() for one in bootstrap.APIS if one.name == api for row in one.provocations}
    words = f"{last.response.status} {(last.response.opened or last.response.body).decode()}"
    if last.refused != (tape.case in promised) or not all(word in words for word in promised.get(tape.case, ())):
        raise SpoiltTape(f"{tape.name}: {words}")


def _request(told: Json) -> TapedRequest:
    has_body = bool(told.keys() & {"body", "text", "base64"})
    headers = told.get("headers", {"content-type": told.get("type", JSON)} if has_body else {})
    body = content.octets_of(told)
    return TapedRequest(told["method"], told["path"], told.get("query", ""), headers, body, spoilt=told.get("spoilt", ""))


def _response(response: Response) -> TapedResponse:
    headers = {name.lower(): value for name, value in response.headers.items() if name.lower() == "content-type"}
    return TapedResponse(response.status, headers, response.body)


async def record(story: Story) -> Tape:
    """Play one story in a world of its own and return its tape."""
    began = datetime.fromisoformat(CLOCK)
    house = await bootstrap.assemble(Settings(database="sqlite://", seed=SEED, **story.settings), now=lambda: began)
    house.public_url = URL
    try:
        return await Recorder(house, story).tape()
    finally:
        await house.close()


async def tapes() -> dict[str, str]:
    """Return the text of every tape by its path below fixtures/."""
    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((FIXTURES / "stories").glob("*.json"))]
    return {story.path: (await record(story)).as_text() for book in told for story in stories(book)}


def main(arguments: list[str] | None = None) -> int:
    """Write the tapes, or with --check say which are stale. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is stale")
    options = parser.parse_args(arguments)
    texts = asyncio.run(tapes())
    for provider in sorted({path.partition("/")[0] for path in texts}):
        own = {path.partition("/")[2]: text for path, text in texts.items() if path.startswith(f"{provider}/")}
        directory = FIXTURES / provider
        found = stale(directory, own)
        print("\n".join(f"{provider}/{line}" for line in found) or f"{provider}: {len(own)} tapes are fresh")
        if found and options.check:
            return 1
        write(directory, own)
    return 0


if __name__ == "__main__":
    sys.exit(main())
