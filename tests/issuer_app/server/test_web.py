"""What aiohttp lets through, and what it does not."""

import io
import json
import socket
import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer, unused_port
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from emulator.issuer_app.bootstrap import IssuerApp, World, issuer_app
from emulator.issuer_app.server.web import web_application
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.storage.models import VirtualCard

from ..conftest import OWN_URL, PAN, Client
from ..stand_in import StandIn, notice

PAYLOAD = "/api/v1/cards/1/wallet_payload"
NOTIFY = "/issuerServices/1/0/notifyTokenUpdated"


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("GET", "/", 404, "Not found"),
        ("GET", "/api/v1/nothing", 404, "Not found"),
        ("GET", "/api/v1/cards/1/wallet_payload/", 404, "Not found"),
        ("POST", "/issuerServices/1/0/checkBalance", 404, "Not found"),
        ("DELETE", "/api/v1/cards/1", 405, "Method not allowed"),
        ("GET", NOTIFY, 405, "Method not allowed"),
    ],
)
async def test_what_has_no_route_is_refused_in_json(client: Client, method: str, path: str, status: int, error: str) -> None:
    async with client.request(method, path) as response:
        answer = await response.json()

    assert (response.status, answer) == (status, {"error": error})


@pytest.mark.parametrize("path", [PAYLOAD, NOTIFY])
async def test_a_body_beyond_the_limit_is_refused(client: Client, app: IssuerApp, path: str) -> None:
    async with client.post(path, data=io.BytesIO(b" " * (app.settings.body_limit + 1))) as response:
        answer = await response.json()

    assert (response.status, answer) == (413, {"error": "The body is larger than this app takes."})


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_body_that_does_not_unpack_is_refused(client: Client, encoding: str) -> None:
    async with client.post(PAYLOAD, data=b"not packed at all", headers={"Content-Encoding": encoding}) as response:
        answer = await response.json()

    assert (response.status, list(answer)) == (400, ["error"])


async def test_a_body_that_unpacks_beyond_the_limit_is_refused(client: Client, app: IssuerApp) -> None:
    packed = zlib.compress(b" " * (app.settings.body_limit * 4))

    async with client.post(PAYLOAD, data=packed, headers={"Content-Encoding": "deflate"}) as response:
        assert response.status == 413


async def test_the_openapi_document_is_served(client: Client) -> None:
    async with client.get("/openapi.json") as response:
        document = await response.json()

    assert (response.status, document["openapi"]) == (200, "3.1.0")


async def test_our_own_failure_is_logged_and_not_told(app: IssuerApp, card: VirtualCard, caplog: pytest.LogCaptureFixture) -> None:
    await app.database.run(lambda session: session.connection().exec_driver_sql("DROP TABLE provisionings"))

    async with TestClient(TestServer(web_application(app))) as client, client.get(PAYLOAD) as response:
        answer = await response.json()

    assert (response.status, answer) == (500, {"error": "Internal error"})
    assert [record.message for record in caplog.records if record.exc_info] == ["request.failed"]


async def test_a_refusal_is_logged_in_a_word(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        await client.get("/api/v1/cards/2")
        await client.post(NOTIFY, json=notice("D1", pan="5204731660001002"))
        await client.post(NOTIFY, data=b"{")

    refused = [record for record in caplog.records if record.message == "request.refused"]
    assert [vars(record)["why"] for record in refused] == ["Card not found", "Invalid Field Value - accountNumber", "Invalid JSON"]
    assert "5204731660001002" not in str([vars(record) for record in caplog.records])


async def test_a_refusing_provider_is_502(client: Client, mdes: StandIn) -> None:
    mdes.status, mdes.answer = 503, b"gone"

    async with client.get(PAYLOAD) as response:
        answer = await response.json()

    assert (response.status, answer) == (502, {"error": "MDES refused: HTTP status 503"})


@pytest.fixture
async def silent_url() -> AsyncIterator[str]:
    """The URL of something that takes a connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        yield f"http://127.0.0.1:{silent.getsockname()[1]}"


async def answer_with_provider_at(url: str, settings: Settings, world: World) -> tuple[int, Any]:
    """Ask an app, whose provider is elsewhere, for the payload of the card."""
    changed = settings.model_copy(update={"emulator": url, "timeout": 0.05})
    async with (
        issuer_app(changed, world, OWN_URL) as app,
        TestClient(TestServer(web_application(app))) as client,
        client.get(PAYLOAD) as response,
    ):
        return response.status, await response.json()


async def test_a_dead_provider_is_502(card: VirtualCard, settings: Settings, world: World) -> None:
    url = f"http://127.0.0.1:{unused_port()}"

    status, answer = await answer_with_provider_at(url, settings, world)

    assert (status, answer) == (502, {"error": f"MDES cannot be reached at {url}: is the emulator running?"})


async def test_a_silent_provider_is_504(card: VirtualCard, settings: Settings, world: World, silent_url: str) -> None:
    status, answer = await answer_with_provider_at(silent_url, settings, world)

    assert (status, answer) == (504, {"error": "MDES did not answer within 0.05 seconds."})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["\x00", PAN, "9" * 5000, "a" * 70]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NOTICE_FIELDS = ("requestId", "reasonCode", "tokens")
TOKEN_FIELDS = ("tokenUniqueReference", "status", "suspendedBy", "tokenExpiry", "fundingAccountInfo")


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=64) | JSON.map(lambda value: json.dumps(value).encode()))
async def test_hostile_bodies_never_break_the_app(client: Client, body: bytes) -> None:
    async with client.post(PAYLOAD, data=body) as own, client.post(NOTIFY, data=body) as inbound:
        refusal, reply = await own.json(), await inbound.json()

    assert (own.status in (400, 422), list(refusal)) == (True, ["error"])
    assert (inbound.status, set(reply)) == (200, {"responseId", "errorCode", "errorDescription"})
    assert reply["errorCode"] != "INTERNAL_SERVICE_FAILURE"


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=st.sampled_from((*NOTICE_FIELDS, *TOKEN_FIELDS)), value=JSON)
async def test_a_hostile_field_in_a_notice_never_breaks_the_app(client: Client, field: str, value: Any) -> None:
    message = notice("D1", "ACTIVE")
    (message if field in NOTICE_FIELDS else message["tokens"][0])[field] = value

    async with client.post(NOTIFY, data=json.dumps(message).encode()) as response:
        reply = await response.json()

    assert (response.status, reply.get("errorCode", "refused") != "INTERNAL_SERVICE_FAILURE") == (200, True)
