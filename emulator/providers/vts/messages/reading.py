"""A request's bytes into the fields of its message, and an answer's fields into bytes."""

import hashlib
import re
from typing import Any, Final

import orjson
from pydantic import BaseModel

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Fields, Request, Response
from emulator.core.operation import IN_PATH, AnyOperation
from emulator.core.wire import Malformed, Repeat, parse_json
from emulator.core.wire.media import check_media_type
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import InvalidField
from emulator.providers.vts import sealing

# A correlation value (developer.visa.com); one of another form is passed over.
REQUEST_ID: Final = re.compile(r"[A-Za-z0-9,\-]{1,36}")
REQUEST_ID_HEADER: Final = "x-request-id"
CORRELATION: Final = "X-CORRELATION-ID"
RESPONSE_ID: Final = "X-Response-Id"

NO_CONTENT: Final = 204


def read(ctx: Context, operation: AnyOperation, request: Request) -> Fields:
    """Return the fields of a request, encrypted ones opened.

    Raises:
        Malformed: no JSON object, none at all where one is needed, or announced as something else.
        UnreadableField: an encrypted field does not open.
        InvalidField: the body repeats a member of the path and contradicts it.
    """
    fields = body_of(operation, request)
    check_path(request, fields)
    told = sealing.opened(ctx, fields, operation.sealed_request)
    if told is not fields:
        ctx.opened_request = orjson.dumps(told)
    return told


def body_of(operation: AnyOperation, request: Request) -> Fields:
    """Return the JSON object of a body; an empty one where none was sent and none is needed.

    Raises:
        Malformed: it is none.
    """
    check_media_type(request)
    if not request.body:
        _check_absence(operation)
        return {}
    value = parse_json(request.body)
    if not isinstance(value, dict):
        raise Malformed(not_an_object())
    return value


def written(ctx: Context, operation: AnyOperation, answer: BaseModel) -> bytes:
    """Return an answer's bytes, encrypted fields sealed to the caller."""
    fields = plain(ctx, answer)
    if operation.sealed_response:
        told, fields = fields, sealing.sealed(ctx, fields, operation.sealed_response)
        if told is not fields:
            ctx.opened_response = orjson.dumps(told)
    return orjson.dumps(fields)


def plain(ctx: Context, answer: BaseModel) -> Fields:
    """Return the members of an answer, among strange ones where the settings ask for them."""
    fields = answer.model_dump(mode="json", by_alias=True, exclude_none=True)
    strewn: Fields = _strewn(ctx, fields) if ctx.settings.visa_extra_fields == "sandbox" else fields
    return strewn


def response(ctx: Context, request_id: str, *, status: int, body: bytes) -> Response:
    """Return bytes as a response, with the headers that every answer of Visa's has."""
    headers = {CORRELATION: ctx.ids.uuid(), RESPONSE_ID: request_id or ctx.ids.uuid()}
    if status == NO_CONTENT:
        return Response(status, b"", headers)
    return Response(status, body, {**JSON_HEADERS, **headers})


def request_id(request: Request) -> str:
    """Return the request's own id; empty when it has none, or one of another form."""
    sent = request.header(REQUEST_ID_HEADER)
    return sent if REQUEST_ID.fullmatch(sent) else ""


def repeat_of(operation: AnyOperation, request: Request) -> Repeat | None:
    """Return the key of a request that makes something: one with the same id and the same bytes is a repetition.

    Visa calls the id a correlation value, and one client keeps it for a whole flow; that equal bytes under an equal id are
    answered with the first answer is our own choice, and a PUT is left alone because it may come again by nature.
    """
    sent = request_id(request)
    if operation.method != "POST" or not sent:
        return None
    digest = hashlib.sha256(f"{request.path}?{request.query}\n".encode() + request.body).hexdigest()
    return Repeat(f"{REQUEST_ID_HEADER}/{sent}/{digest}", digest)


def _check_absence(operation: AnyOperation) -> None:
    in_path = set(IN_PATH.findall(operation.path))
    needed = [name for name, field in operation.request.model_fields.items() if field.is_required() and name not in in_path]
    if needed:
        raise Malformed(
            Finding(
                check="body",
                cause="empty_body",
                message="there is no body, and this operation needs one",
                fix="send the message as JSON",
                expected=", ".join(needed)[:200],
            )
        )


def check_path(request: Request, fields: Fields) -> None:
    """Let a body pass that does not contradict the path.

    Raises:
        InvalidField: it repeats a member of the path with another value.
    """
    for name, value in request.path_params.items():
        if name in fields and fields[name] != value:
            raise InvalidField(name, "contradicts the path")


def _strewn(ctx: Context, value: Any) -> Any:
    if isinstance(value, list):
        return [_strewn(ctx, item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {name: _strewn(ctx, item) for name, item in value.items()}
    return {**inner, **{f"ignore{number:02d}field": ctx.ids.letters(12) for number in range(2)}}


def not_an_object() -> Finding:
    """Say that a body is JSON and no object."""
    return Finding(check="body", cause="not_an_object", message="the body is JSON, but no object", fix="send an object")
