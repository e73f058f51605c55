"""A request's bytes into the fields of its message, and an answer's fields into bytes."""

import re
from typing import Any, Final

import orjson
from pydantic import BaseModel

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.wire import Malformed, parse_json
from emulator.core.wire.media import check_media_type
from emulator.crypto.diagnosis import Finding
from emulator.crypto.keys.keyring import KeyPair
from emulator.providers.mdes import sealing
from emulator.providers.mdes.messages import card_info, sandbox, unknown_fields
from emulator.providers.mdes.reasons import Refusal

# Where a handler finds what it repeats in its answer (Context.sealing).
REQUEST_ID: Final = "requestId"
HOST: Final = "responseHost"
LONGEST_ID: Final = 64
SHORTEST_HOST: Final = 6
USABLE_HOST: Final = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?(/[!-~]*)?")


def read(ctx: Context, operation: AnyOperation, request: Request) -> Fields:
    """Return the fields of a request, encrypted members opened; members that no message knows are remarked on.

    Raises:
        Malformed: no JSON object, or announced as something else.
        Unreadable, InvalidField, StaleData: see `sealing.opened`.
        Refusal: `responseHost` is no host, or a member is not known and the settings say that this is refused.
    """
    _remember_host(ctx, request)
    if operation.method == "GET":
        return {}
    check_media_type(request)
    fields = _object(request.body)
    _remember_id(ctx, fields)
    # Opened first: whoever looks at a refused request wants to see what it said.
    fields = _opened(ctx, operation, fields)
    _check_host(fields.get(HOST))
    if remark := unknown_fields.remark(operation.request, fields):
        ctx.tolerate(remark)
        if ctx.settings.mdes_unknown_fields == "refuse":
            raise Refusal("UNRECOGNIZED_FIELD", member=next(unknown_fields.unknown(operation.request, fields)))
    return fields


def written(ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
    """Return an answer with its encrypted members sealed to the client's key."""
    fields = answer.model_dump(mode="json", by_alias=True, exclude_none=True)
    if ctx.settings.mdes_types == "sandbox":
        fields = sandbox.spoken(fields)
    plain = body = orjson.dumps(fields)
    if operation.sealed_response:
        sealed = sealing.sealed(ctx, fields, operation.sealed_response, to=_client_key(ctx))
        # Most answers leave out what would be sealed.
        body = plain if sealed is fields else orjson.dumps(sealed)
        ctx.opened_response = plain
    return Response(operation.status, body, JSON_HEADERS)


def request_id(ctx: Context, request: Request) -> str | None:
    """Return the request's id, which answers and refusals repeat; None when the request had none that can be read."""
    if REQUEST_ID not in ctx.sealing:
        try:
            _remember_id(ctx, parse_json(request.body))
        except Malformed:
            return None
    return ctx.sealing.get(REQUEST_ID)


def answering_host(ctx: Context) -> str | None:
    """Return host and port at which the client called, for `responseHost`: later calls may go there."""
    return ctx.sealing.get(HOST)


def _object(body: bytes) -> Fields:
    value = parse_json(body)
    if not isinstance(value, dict):
        raise Malformed(Finding(check="body", cause="not_an_object", message="the body is JSON, but no object", fix="send an object"))
    return value


def _check_host(host: Any) -> None:
    # A host of the wrong length is the message's own affair.
    if isinstance(host, str) and not USABLE_HOST.fullmatch(host):
        raise Refusal("INVALID_RESPONSE_HOST")


def _remember_host(ctx: Context, request: Request) -> None:
    host = request.url.partition("://")[2].partition("/")[0]
    if SHORTEST_HOST <= len(host) <= LONGEST_ID:
        ctx.sealing[HOST] = host


def _remember_id(ctx: Context, fields: Any) -> None:
    sent = fields.get(REQUEST_ID) if isinstance(fields, dict) else None
    if isinstance(sent, str) and 0 < len(sent) <= LONGEST_ID:
        ctx.sealing[REQUEST_ID] = sent


def _opened(ctx: Context, operation: AnyOperation, fields: Fields) -> Fields:
    places = operation.sealed_request
    modern = card_info.renamed(fields) if card_info.PLACE in places else fields
    opened = sealing.opened(ctx, modern, places)
    if modern is not fields:
        opened = sealing.changed(opened, (card_info.PLACE,), lambda _place, node: card_info.regrouped(node))
    if opened is not fields:
        ctx.opened_request = orjson.dumps(opened)
    return opened


def _client_key(ctx: Context) -> KeyPair:
    secrets = ctx.credential.secrets if ctx.credential else {}
    return ctx.keys.pair(secrets.get("response", sealing.RESPONSE_KEY))
