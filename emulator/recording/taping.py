"""From an exchange in the journal to one on tape: what may be kept, and nothing else."""

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from emulator.core.journal import Exchange
from emulator.core.message import Request, Response
from emulator.core.provider import Api, OnTape
from emulator.recording import content
from emulator.recording.redaction import redacted, redacted_form, without_secret_parameters
from emulator.recording.tape import INBOUND, OUTBOUND, TapedExchange, TapedRequest, TapedResponse

# What an answer is read by, whoever answers; an app names the version in which it answers Stripe.
ANSWER_HEADERS: Final = ("content-type",)
APP_HEADERS: Final = (*ANSWER_HEADERS, "stripe-version")
FORM: Final = "application/x-www-form-urlencoded"


def taped(exchange: Exchange, api: Api) -> TapedExchange:
    """Return an exchange as a tape holds it: headers that matter, members with the names of secrets redacted."""
    is_inbound = isinstance(exchange.request, Request)
    kept = ANSWER_HEADERS if is_inbound else APP_HEADERS
    return TapedExchange(
        contract=f"{api.name.replace('.', '/')}/{exchange.operation}",
        direction=INBOUND if is_inbound else OUTBOUND,
        request=_request(exchange, api.on_tape),
        response=_response(exchange.response or Response(0), exchange.opened_response, kept),
        refused=exchange.error is not None,
    )


def plain_request(request: Request, on_tape: OnTape, opened: bytes) -> TapedRequest:
    """Return a request as a tape holds it."""
    return TapedRequest(
        method=request.method,
        path=request.path,
        query=without_secret_parameters(request.query),
        headers=_chosen(request.headers, on_tape.headers),
        body=_hidden(request.body, request.media_type),
        opened=_apart(opened, request.body),
    )


def _hidden(body: bytes, media_type: str) -> bytes:
    return redacted_form(body) if media_type == FORM else redacted(body)


def _request(exchange: Exchange, on_tape: OnTape) -> TapedRequest:
    request = exchange.request
    if isinstance(request, Request):
        return plain_request(request, on_tape, exchange.opened_request)
    parts = urlsplit(request.url)
    sent = Request(
        request.method,
        request.url,
        parts.path,
        parts.query,
        {name.lower(): value for name, value in request.headers.items()},
        request.body,
    )
    return plain_request(sent, on_tape, exchange.opened_request)


def _response(response: Response, opened: bytes, kept: Iterable[str]) -> TapedResponse:
    return TapedResponse(
        status=response.status,
        headers=_chosen({name.lower(): value for name, value in response.headers.items()}, kept),
        body=redacted(response.body),
        opened=_apart(opened, response.body),
    )


def _chosen(headers: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: headers[name] for name in names if name in headers}


def _apart(opened: bytes, body: bytes) -> bytes:
    """Return what was read when a body was opened; nothing where that says the same as the body."""
    same = not opened or content.in_meaning(opened) == content.in_meaning(body)
    return b"" if same else redacted(opened)
