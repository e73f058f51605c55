"""A raw HTTP request, tried out: whether it would be accepted, and why not."""

import base64
import re
from typing import Final

from emulator.admin.schemas.explain import ExplainRequest, Explanation
from emulator.admin.service.exchanges import content, finding_seen, problems_seen, response_seen
from emulator.admin.service.exchanges.steps import steps_of
from emulator.admin.service.explain.wallets import hands_a_card, try_wallet
from emulator.core.context import Context
from emulator.core.dispatch.rehearsal import rehearse
from emulator.core.dispatch.router import routed
from emulator.core.message import Request
from emulator.domain.errors import InvalidField
from emulator.logs import mask

_REQUEST_LINE: Final = re.compile(r"([A-Z]+) (\S+)(?: HTTP/[\d.]+)?")
_END_OF_HEAD: Final = re.compile(rb"\r?\n\r?\n")


async def explain_request(ctx: Context, _unit: None, message: ExplainRequest) -> Explanation:
    """Say how a request would be answered; nothing of it is kept."""
    request = parse(_octets(message), base=ctx.settings.public_url)
    ours = next(api for api in ctx.house.apis if not api.of_a_world)
    match = routed(ctx.house.apis, ours).find(request.method, request.path)
    show = str if message.reveal else mask
    if hands_a_card(match):
        return await try_wallet(ctx.house, match, request, show=show)
    if not match.api.of_a_world:
        raise InvalidField("request", f"no provider answers at {request.path}, and no wallet takes a card there")
    exchange = await rehearse(ctx.house, match, request)
    return Explanation(
        accepted=exchange.error is None,
        api=exchange.api,
        operation=exchange.operation,
        error=exchange.error,
        problems=problems_seen(exchange, show),
        findings=[finding_seen(finding, show) for finding in exchange.findings],
        steps=steps_of(ctx.house, exchange, show),
        opened=content(exchange.opened_request, show) if exchange.opened_request else None,
        answer=response_seen(exchange.response, exchange.opened_response, show) if exchange.response else None,
    )


def parse(raw: bytes, *, base: str = "") -> Request:
    """Return a request that was written down as it went over the wire (RFC 9112), with CRLF or bare LF between lines.

    `base` is the URL that clients use; default: plain HTTP to the Host that the request names.

    Raises:
        InvalidField: it is no HTTP request.
    """
    head, body = (*_END_OF_HEAD.split(raw, maxsplit=1), b"")[:2]
    line, *fields = head.decode("latin-1").strip().splitlines() or [""]
    found = _REQUEST_LINE.fullmatch(line.strip())
    if found is None:
        raise InvalidField("request", "its first line is no request line, such as 'POST /path HTTP/1.1'")
    headers = dict(_header(field) for field in fields)
    target = found[2].partition("://")[2] if "://" in found[2] else ""
    origin = f"/{target.partition('/')[2]}" if target else found[2]
    path, _, query = origin.partition("?")
    url = (base or f"http://{headers.get('host', '')}") + origin
    return Request(found[1], url, path, query, headers, _whole(body, headers.get("content-length")))


def _header(field: str) -> tuple[str, str]:
    name, colon, value = field.partition(":")
    if not colon or not name.strip():
        raise InvalidField("request", "a header line has no colon, or no name before it")
    return name.strip().lower(), value.strip()


def _whole(body: bytes, length: str | None) -> bytes:
    """Return the body without the line break that an editor put behind it."""
    if length and length.isdecimal() and body[int(length) :].strip(b"\r\n") == b"":
        return body[: int(length)]
    return body


def _octets(message: ExplainRequest) -> bytes:
    if message.request is not None:
        return message.request.encode()
    try:
        return base64.b64decode(message.request_base64 or "", validate=True)
    except ValueError:
        raise InvalidField("request_base64", "it is not base64") from None
