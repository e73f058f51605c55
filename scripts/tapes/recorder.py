"""One client and one emulator in a process: what they say to each other goes on tape."""

import json
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.context import House
from emulator.core.dispatch import DEFAULT
from emulator.core.dispatch.router import Router
from emulator.core.journal import Exchange
from emulator.core.message import Outgoing, Response
from emulator.core.operation import AnyOperation
from emulator.core.provider import Api
from emulator.outbound.attempt import make_attempt
from emulator.outbound.post import Post, Reply
from emulator.outbound.questions import Questions
from emulator.providers.stripe.wire.versions import NEWEST
from emulator.recording import content, credentials
from emulator.recording.client import UNKNOWN, Client, Row, as_sent
from emulator.recording.outbound.rows import outbound_rows
from emulator.recording.recorder import demo_keys
from emulator.recording.redaction import redacted, refuse_secrets
from emulator.recording.tape import INBOUND, OUTBOUND, RECORDED, REFERENCE, Tape, TapedExchange, TapedRequest, TapedResponse
from emulator.recording.taping import taped
from emulator.server.app import respond
from scripts.tapes.examples import SpoiltTape, as_answered, as_told
from scripts.tapes.stories import PUBLISHED, Example, Json, Story, filled

SEED: Final = 1
CLOCK: Final = "2026-01-01T00:00:00Z"
URL: Final = "http://localhost:8081"
JSON: Final = "application/json"


class Listener(Post):
    """The app and everybody else who listens: at hand in place of on the network, and answering as the story tells."""

    def __init__(self, settings: Settings, answers: Json) -> None:
        super().__init__(settings)
        self._answers = answers

    async def send(self, outgoing: Outgoing, *, timeout: float = 0) -> Reply:  # noqa: ASYNC109  # the signature of what it stands for
        """Answer with the request's id, where there is one, and what the story tells."""
        told = json.loads(outgoing.body) if outgoing.body.startswith(b"{") else {}
        echoed = {"responseId": told["requestId"]} if "requestId" in told else {}
        said: Json = next((answer for path, answer in self._answers.items() if urlsplit(outgoing.url).path.endswith(path)), {})
        version = {"Stripe-Version": NEWEST} if "Stripe-Signature" in outgoing.headers else {}
        return Reply(200, content.compact({**echoed, **said}), {"Content-Type": JSON, **version})


class Recorder:
    """Plays one story to a house."""

    def __init__(self, house: House, router: Router, story: Story) -> None:
        self._house = house
        self._story = story
        self._router = router
        self._client = Client(house, credentials.demo())
        self._listener = Listener(house.settings, story.answers)
        self._said: list[TapedExchange] = []
        self._attempted: set[str] = set()
        if story.is_whole:
            house.asker = Questions(house, self._listener)
        house.journal.subscribers.append(self._hear)

    async def tape(self) -> Tape:
        """Play the story and return its tape."""
        exchanges = await self._exchanges()
        example = self._story.example
        providers = dict.fromkeys(exchange.contract.partition("/")[0] for exchange in exchanges)
        tape = Tape(
            **self._story.names,
            clock=CLOCK,
            seed=SEED,
            keys=tuple(key for provider in providers for key in demo_keys(provider)),
            origin=REFERENCE if example else RECORDED,
            source=example.source if example else "",
            settings=self._story.settings,
            exchanges=tuple(exchanges),
        )
        refuse_secrets(tape)
        _check_ending(tape)
        return tape

    async def _exchanges(self) -> list[TapedExchange]:
        exchanges: list[TapedExchange] = []
        answers: list[Any] = []
        for number, request in enumerate(self._story.requests):
            exchange = await self._exchange(filled(request, answers), number)
            exchanges += [*self._outbound(), exchange]
            is_last = number + 1 == len(self._story.requests)
            if self._story.is_whole or is_last:
                await self._deliver()
                exchanges += self._outbound()
            if is_last and self._story.example:
                exchanges[-1] = self._as_published(exchanges[-1], self._story.example, answers)
            answers.append(content.meaning(exchange.response.opened or exchange.response.body, JSON))
        return exchanges

    def _as_published(self, exchange: TapedExchange, example: Example, answers: list[Any]) -> TapedExchange:
        example = replace(example, body=filled(example.body, answers))
        if exchange.direction == OUTBOUND:
            return as_told(self._house, outbound_rows(self._house.apis)[exchange.contract], exchange, example=example)
        match = self._router.find(exchange.request.method, exchange.request.path)
        return as_answered(self._client, Row(match.api, match.operation or match.api.operations[0]), exchange, example=example)

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

    def _hear(self, exchange: Exchange) -> None:
        """Keep what the emulator says first, in the order in which it was answered."""
        if exchange.direction == OUTBOUND and self._story.keeps(exchange.api, exchange.operation):
            api = next(api for api in self._house.apis if api.name == exchange.api)
            self._said.append(taped(exchange, api))

    def _outbound(self) -> list[TapedExchange]:
        """Return what was said since this was last asked."""
        said, self._said = self._said, []
        return said

    async def _deliver(self) -> None:
        """Deliver what waits to be told; a story of one notice leaves all others waiting."""
        newest = await self._house.store.read(DEFAULT, lambda unit: unit.notices.newest(most=100))
        waiting = [one for one in reversed(newest) if one.id not in self._attempted and self._story.keeps(one.api, one.name)]
        for notice in waiting:
            self._attempted.add(notice.id)
            ctx = self._house.context(self._house.home, cause=f"notice/{notice.id}/1")
            await make_attempt(ctx, self._listener, notice)


def _check_ending(tape: Tape) -> None:
    """See that a tape named after a refusal ends with it, and any other with none."""
    case = tape.case.removeprefix(f"{PUBLISHED}_")
    last = tape.exchanges[-1] if tape.provider != "flows" else tape.inbound[-1]
    api = last.contract.rpartition("/")[0].replace("/", ".")
    promised = {row.case: row.code.split() for one in bootstrap.APIS if one.name == api for row in one.provocations}
    words = f"{last.response.status} {(last.response.opened or last.response.body).decode()}"
    if last.refused != (case in promised) or not all(word in words for word in promised.get(case, ())):
        raise SpoiltTape(f"{tape.name}: {words}")


def _request(told: Json) -> TapedRequest:
    has_body = bool(told.keys() & {"body", "text", "base64"})
    headers = told.get("headers", {"content-type": told.get("type", JSON)} if has_body else {})
    body = content.octets_of(told)
    return TapedRequest(told["method"], told["path"], told.get("query", ""), headers, body, spoilt=told.get("spoilt", ""))


def _response(response: Response) -> TapedResponse:
    headers = {name.lower(): value for name, value in response.headers.items() if name.lower() == "content-type"}
    return TapedResponse(response.status, headers, redacted(response.body))
