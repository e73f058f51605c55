"""The client's half: what is prepared gets in through the front door, and what comes back is opened."""

import json
from dataclasses import replace
from typing import Any, Final

import pytest
from yarl import URL

from emulator.core.context import Context, House
from emulator.core.message import Request, Response
from emulator.core.worlds import DEMO_API_KEY, DEMO_VISA_SECRETS
from emulator.domain.worlds import Credential
from emulator.providers.vts import agentic, token_service
from emulator.providers.vts.messages import sending
from tests.providers.observer import NAMESPACE
from tests.providers.vts.agentic.platform import KEY_ID, instruction
from tests.providers.vts.agentic.platform import opened as opened_envelope
from tests.providers.vts.caller import TOKENS, Caller, FrontDoor, opened

DEMO: Final = Credential("visa", DEMO_API_KEY, NAMESPACE, DEMO_VISA_SECRETS)
ROWS: Final = {row.name: row for api in (token_service.API, agentic.API) for row in api.operations}


@pytest.fixture
def ctx(house: House) -> Context:
    return house.context(house.home, cause="client", credential=DEMO)


def asked(path: str, message: Any, query: str = "") -> Request:
    """A request as a person would write it down."""
    return Request("POST", f"http://x{path}", path, query, {"content-type": "application/json"}, json.dumps(message).encode())


async def sent(door: FrontDoor, request: Request) -> Response:
    """Send it for real."""
    url = URL(f"{door.make_url('/')}".rstrip("/") + f"{request.path}?{request.query}", encoded=True)
    async with door.session.request(request.method, url, data=request.body, headers=request.headers) as answer:
        return Response(answer.status, await answer.read(), {})


async def test_a_prepared_request_gets_in_and_its_answer_is_opened(ctx: Context, visa: Caller, client: FrontDoor) -> None:
    plain = {"panSource": "ONFILE", "encPaymentInstrument": visa.card()}
    wire = token_service.API.wire

    answer = await sent(client, wire.prepare(ctx, ROWS["provision"], asked(TOKENS, plain)))

    read = json.loads(wire.open_answer(ctx, ROWS["provision"], answer))
    travelled = json.loads(answer.body)["tokenInfo"]["encTokenInfo"]
    assert answer.status == 201
    assert read["tokenInfo"]["encTokenInfo"] == opened(travelled, DEMO_VISA_SECRETS["encryption_secret"])


async def test_a_message_travels_in_an_envelope_where_whole_messages_do(ctx: Context, visa: Caller, client: FrontDoor) -> None:
    wire, message = agentic.API.wire, instruction(await visa.token())

    request = wire.prepare(ctx, ROWS["instruct"], asked("/vacp/v1/instructions", message))
    answer = await sent(client, request)

    assert (answer.status, request.headers["keyid"]) == (409, KEY_ID)
    assert json.loads(wire.open_answer(ctx, ROWS["instruct"], answer)) == opened_envelope(json.loads(answer.body))[1]


def test_what_is_sealed_already_and_a_key_that_is_there_stay(ctx: Context, visa: Caller) -> None:
    text = visa.sealed(visa.card())

    request = sending.prepared(ctx, ROWS["provision"], asked(TOKENS, {"encPaymentInstrument": text}, f"apikey={DEMO_API_KEY}"))

    assert json.loads(request.body) == {"encPaymentInstrument": text}
    assert request.query == f"apikey={DEMO_API_KEY}"


def test_a_key_with_signs_in_it_travels_encoded(ctx: Context) -> None:
    ctx.credential = replace(DEMO, name="A+B/C=")

    request = sending.signed(ctx, asked("/vdp/helloworld", {}, "x=1"))

    assert request.query == "apiKey=A%2BB%2FC%3D&x=1"
    assert request.url.endswith(request.query)


def test_whoever_has_no_credential_signs_nothing(ctx: Context) -> None:
    ctx.credential = None
    request = asked(TOKENS, {"encPaymentInstrument": {}})

    assert sending.prepared(ctx, ROWS["provision"], request) == request


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b'{"tokenInfo": {}}'])
def test_an_answer_without_anything_encrypted_is_read_as_it_came(ctx: Context, body: bytes) -> None:
    assert sending.opened(ctx, ROWS["provision"], Response(200, body, {})) == body


def test_an_answer_that_does_not_open_says_so(ctx: Context) -> None:
    body = json.dumps({"tokenInfo": {"encTokenInfo": "a.b.c.d.e"}}).encode()

    with pytest.raises(ValueError, match=r"JWE|field|header"):
        sending.opened(ctx, ROWS["provision"], Response(200, body, {}))
