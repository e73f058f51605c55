"""A request's bytes into the fields of its message: the format it asks for, its root member, and what is encrypted in it."""

from typing import Final
from urllib.parse import parse_qsl

import orjson

from emulator.core.context import Context
from emulator.core.message import Fields, Request
from emulator.core.operation import AnyOperation
from emulator.core.wire import Malformed, parse_json
from emulator.core.wire.media import check_media_type
from emulator.crypto.diagnosis import Finding
from emulator.providers.mdes.customer_service.wire import pascal
from emulator.providers.mdes.messages import unknown_fields
from emulator.providers.mdes.reasons import Refusal

# Mastercard's own client asks for JSON in every call (package mastercard_api_core); the service's other format is XML.
FORMAT: Final = "Format"
JSON: Final = "JSON"


def read(ctx: Context, operation: AnyOperation, request: Request) -> Fields:
    """Return the fields of a request, encrypted members opened; members that no message knows are remarked on.

    Raises:
        Malformed: no JSON object, or announced as something else.
        Unreadable, InvalidField, StaleData: see `pascal.opened`.
        Refusal: another format is asked for, nothing is asked at all, or a member is not known and the settings say
            that this is refused.
    """
    _check_format(request)
    if operation.method == "GET":
        return {}
    check_media_type(request)
    sent = _rooted(request.body, root=next(iter(operation.request.model_fields)))
    fields = pascal.opened(ctx, sent, operation.sealed_request)
    if fields != sent:
        ctx.opened_request = orjson.dumps(fields)
    _remark(ctx, operation, fields)
    return fields


def _check_format(request: Request) -> None:
    wanted = dict(parse_qsl(request.query)).get(FORMAT, JSON)
    if wanted.upper() != JSON:
        raise Refusal("NOT_SUPPORTED", member=FORMAT)


def _rooted(body: bytes, *, root: str) -> Fields:
    if not body.strip():
        raise Refusal("MISSING_REQUIRED_INPUT", member=root)
    value = parse_json(body)
    if not isinstance(value, dict):
        raise Malformed(Finding(check="body", cause="not_an_object", message="the body is JSON, but no object", fix="send an object"))
    # One class of Mastercard's own client spells PIN in capitals, and nothing says that its root does not.
    spelt = next((name for name in value if name.lower() == root.lower()), root)
    if value.get(spelt) is None:
        raise Refusal("MISSING_REQUIRED_INPUT", member=root)
    return {root if name == spelt else name: inner for name, inner in value.items()}


def _remark(ctx: Context, operation: AnyOperation, fields: Fields) -> None:
    remark = unknown_fields.remark(operation.request, fields)
    if remark is None:
        return
    ctx.tolerate(remark)
    if ctx.settings.mdes_unknown_fields == "refuse":
        raise Refusal("INVALID_REQUEST", member=next(unknown_fields.unknown(operation.request, fields)))
