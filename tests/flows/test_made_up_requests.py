"""Requests that schemathesis makes up from the OpenAPI documents: none breaks the house, and no answer breaks its contract."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
import requests
import schemathesis
import yarl
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as under_seed
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from emulator import bootstrap
from emulator.config import Settings, shipped
from emulator.contracts.checks.library import Library
from emulator.contracts.schema import rewritten
from emulator.core.context import House
from emulator.core.dispatch.router import Router
from emulator.core.message import Request
from emulator.core.operation import AnyOperation
from emulator.issuer_app.bootstrap import issuer_app, real_world
from emulator.issuer_app.server.routes import INBOUND, ROUTES, WEBHOOKS
from emulator.issuer_app.server.web import web_application
from emulator.issuer_app.settings import Settings as AppSettings
from emulator.recording import content, credentials
from emulator.recording.client import Client, Row
from emulator.server.app import respond

BEGAN: Final = datetime(2026, 1, 1, tzinfo=UTC)
URL: Final = "http://localhost:8081"
# How many requests are made up for each operation.
EACH: Final = 12
PROVIDERS: Final = list(dict.fromkeys(api.name.partition(".")[0] for api in bootstrap.APIS))
# A page of text and a stream of events: what they answer is no JSON document.
NO_DOCUMENTS: Final = ("/_emulator/metrics", "/_emulator/exchanges/stream")
CHECKS: Final = [not_a_server_error, content_type_conformance, response_schema_conformance]
# A host that is none is refused by its reason code, which has tests of its own.
HOST: Final = {"type": "string", "enum": ["site1.payment-app-provider.com", "localhost:8081"]}
LIBRARY: Final = Library(shipped("contracts"))


def document(provider: str) -> Any:
    """The document of a provider, its requests described as they read before they are sealed."""
    written = json.loads((shipped("contracts") / provider / "openapi.json").read_text(), object_hook=patient)
    for contract, operation in operations(written, provider):
        names = [name for name in (f"{contract}.request.opened", f"{contract}.request") if LIBRARY.has(name)]
        if names and "requestBody" in operation:
            # Whatever it travels as, it is made up as JSON: `prepare` seals it, or writes the form.
            schema = moved(written, LIBRARY.schema(names[0]), operation["operationId"])
            operation["requestBody"]["content"] = {"application/json": {"schema": schema}}
    return written


def patient(parameter: Any) -> Any:
    """The same parameter, that makes nobody wait for what does not come."""
    return parameter | {"schema": {"const": 0}} if parameter.get("name") == "wait" and parameter.get("in") == "query" else parameter


def operations(written: Any, provider: str) -> Iterator[tuple[str, Any]]:
    for path in written["paths"].values():
        for operation in path.values():
            tag = operation["tags"][0]
            folder = provider if tag == provider else f"{provider}/{tag}"
            yield f"{folder}/{operation['operationId'].removeprefix(f'{tag}_')}", operation


def moved(written: Any, schema: Any, prefix: str) -> Any:
    """Put a contract's definitions among the document's components, and return the rest of it."""

    def renamed(inner: Any) -> Any:
        reference = inner.get("$ref", "").removeprefix("#/$defs/")
        moved_to = {"$ref": f"#/components/schemas/{prefix}_{reference}"} if "$ref" in inner else {}
        hosts = {name: HOST for name in inner.get("properties", {}) if name == "responseHost"}
        return {**closed(inner), **moved_to, **({"properties": {**inner["properties"], **hosts}} if hosts else {})}

    for name, inner in schema.get("$defs", {}).items():
        written["components"]["schemas"][f"{prefix}_{name}"] = rewritten(inner, renamed)
    return rewritten({name: value for name, value in schema.items() if name not in {"$defs", "$id", "$schema"}}, renamed)


def closed(inner: Any) -> Any:
    """The same schema without members that nobody knows: they are passed over, and would only hold numbers that no engine keeps."""
    return inner | {"additionalProperties": False} if "properties" in inner else inner


def app_document() -> Any:
    """The document of the issuer app, in which nothing is made up beside what its messages declare."""
    written = json.loads((shipped("contracts") / "issuer_app" / "openapi.json").read_text())
    schemas = written["components"]["schemas"]
    written["components"]["schemas"] = {name: rewritten(schema, closed) for name, schema in schemas.items()}
    return written


class Caller:
    """Seals, signs and sends what was made up, and counts what got as far as a handler."""

    def __init__(self, house: House, loop: asyncio.AbstractEventLoop) -> None:
        self.sent = 0
        self.handled: set[int] = set()
        house.apis = tuple(replace(api, operations=tuple(map(self._counted, api.operations))) for api in house.apis)
        # A second passes between two requests: a signature is good once.
        house.wall = lambda: BEGAN + timedelta(seconds=self.sent)
        self._house = house
        self._loop = loop
        self._router = Router(house.apis, fallback=house.apis[-1])
        self._client = Client(house, credentials.demo())

    def _counted(self, operation: AnyOperation) -> AnyOperation:
        """The same operation, that says when a request has got as far as its handler, or what is asked before it."""

        def counted(work: Any) -> Any:
            async def worked(*arguments: Any) -> Any:
                self.handled.add(self.sent)
                return await work(*arguments)

            return worked

        return replace(operation, handler=counted(operation.handler), ask=operation.ask and counted(operation.ask))

    def send(self, case: Any) -> schemathesis.Response:
        self.sent += 1
        made = requests.Request(**case.as_transport_kwargs(base_url=URL)).prepare()
        path, _, query = str(made.path_url).partition("?")
        # An array stands in a query as forms write it.
        query = query.replace("expand=", "expand[]=")
        headers = {"host": "localhost:8081", **({"content-type": "application/json"} if made.body else {})}
        body = made.body.encode() if isinstance(made.body, str) else made.body or b""
        draft = Request(str(made.method), f"{URL}{made.path_url}", path, query, headers, body)
        match = self._router.find(draft.method, path)
        if match.operation is not None:
            draft = self._client.prepared(Row(match.api, match.operation), draft, cause=f"made up {self.sent}")
        answer = self._loop.run_until_complete(respond(self._house, self._router, draft))
        if match.operation is not None and answer.status >= 400:
            answer = replace(answer, body=self._client.opened_answer(Row(match.api, match.operation), answer))
        headers_read = {name.lower(): [value] for name, value in answer.headers.items()}
        return schemathesis.Response(answer.status, headers_read, answer.body, made, elapsed=0.0, verify=False)


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    yield made
    made.close()


@pytest.fixture
def caller(loop: asyncio.AbstractEventLoop) -> Iterator[Caller]:
    house = loop.run_until_complete(bootstrap.start(Settings(database="sqlite://", seed=1, issuer_url="http://127.0.0.1:9")))
    house.public_url = URL
    yield Caller(house, loop)
    loop.run_until_complete(house.close())


class Asker:
    """Asks the issuer app what was made up, and counts what got as far as a handler."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.sent = 0
        self.extended = 0
        self.handled: set[int] = set()
        self._loop = loop
        self._client: TestClient[web.Request, web.Application]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Serve an app with no cards until the block ends."""
        options = AppSettings(database="sqlite://", emulator="http://127.0.0.1:9", keys=shipped("keys"), timeout=1.0)
        routes = [replace(route, handler=self._counted(route.handler)) for route in (*ROUTES, *INBOUND, *WEBHOOKS)]
        async with issuer_app(options, real_world(), URL) as app, TestClient(TestServer(web_application(app, routes))) as self._client:
            yield

    def _counted(self, work: Any) -> Any:
        async def worked(*arguments: Any) -> Any:
            self.handled.add(self.sent)
            return await work(*arguments)

        return worked

    def send(self, case: Any) -> schemathesis.Response:
        self.sent += 1
        sent = case.as_transport_kwargs(base_url=URL)
        if isinstance(sent.get("json"), dict):
            # A provider may add members at any time: an app passes over those that it does not know.
            sent["json"] = {**sent["json"], "oneMore": {"newerThan": "this app"}}
            self.extended += 1
        return self._loop.run_until_complete(self._asked(requests.Request(**sent).prepare()))

    async def _asked(self, made: requests.PreparedRequest) -> schemathesis.Response:
        url = yarl.URL(str(made.path_url), encoded=True)
        async with self._client.request(str(made.method), url, data=made.body, headers=dict(made.headers)) as answer:
            headers = {name.lower(): [value] for name, value in answer.headers.items()}
            return schemathesis.Response(answer.status, headers, await answer.read(), made, elapsed=0.0, verify=False)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_nothing_that_is_made_up_breaks_the_house_or_a_contract(provider: str, caller: Caller) -> None:
    attempt_everything(document(provider), caller)

    share = len(caller.handled) / caller.sent
    print(f"{provider}: {caller.sent} requests, {share:.0%} reached a handler")
    assert share >= 0.8


def test_nothing_that_is_made_up_breaks_the_issuer_app_or_its_contract(loop: asyncio.AbstractEventLoop) -> None:
    asker = Asker(loop)
    serving = asker.serving()
    loop.run_until_complete(serving.__aenter__())

    attempt_everything(app_document(), asker)

    loop.run_until_complete(serving.__aexit__(None, None, None))
    share = len(asker.handled) / asker.sent
    print(f"issuer_app: {asker.sent} requests, {share:.0%} reached a handler")
    assert share >= 0.8
    assert asker.extended > asker.sent / 2


def attempt_everything(written: Any, sender: Caller | Asker) -> None:
    """Make up requests for every operation of a document, and hold every answer against it."""
    schema = schemathesis.openapi.from_dict(written)
    # What no engine keeps is refused before any handler, and has its own tests.
    schema.config.generation.allow_x00 = False
    schema.config.generation.codec = "utf-8"
    found: Any = schema.get_all_operations()
    every: list[Any] = [one.ok() for one in found]
    for operation in (one for one in every if one.path not in NO_DOCUMENTS):

        @under_seed(1)
        @settings(max_examples=EACH, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def attempt(case: Any) -> None:
            case.validate_response(sender.send(case), checks=CHECKS)

        attempt()


def test_a_made_up_body_is_described_as_it_reads_before_it_is_sealed() -> None:
    tokenize = document("mdes")["paths"]["/mdes/digitization/1/0/tokenize"]["post"]

    assert "x-sealed" in json.dumps(document("mdes")["components"]["schemas"])
    assert content.compact(tokenize["requestBody"]).startswith(b'{"required":true')
