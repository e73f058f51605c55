"""Exchanges as this API shows them, opened and masked only when somebody looks."""

import base64
from collections.abc import Callable
from typing import Any

from emulator.admin.schemas.exchanges import Content, ExchangeSeen, FindingSeen, ProblemSeen, RequestSeen, ResponseSeen, StepSeen
from emulator.core.journal import Exchange
from emulator.core.message import Response
from emulator.crypto.diagnosis import Finding

Show = Callable[[str], str]


def whole(exchange: Exchange, show: Show, steps: list[StepSeen]) -> ExchangeSeen:
    """Return an exchange whole, with what was checked of it."""
    return ExchangeSeen(
        **line(exchange, show),
        namespace=exchange.namespace,
        request=_request(exchange, show),
        response=response_seen(exchange.response, exchange.opened_response, show) if exchange.response else None,
        problems=problems_seen(exchange, show),
        findings=[finding_seen(finding, show) for finding in exchange.findings],
        steps=steps,
    )


def line(exchange: Exchange, show: Show) -> dict[str, Any]:
    """Return the members that an exchange has in short."""
    return {
        "id": exchange.id,
        "at": exchange.at,
        "direction": exchange.direction,
        "api": exchange.api,
        "operation": exchange.operation,
        "method": exchange.request.method,
        "url": show(exchange.request.url),
        "status": exchange.response.status if exchange.response else None,
        "error": exchange.error,
        "causes": [finding.cause for finding in exchange.findings],
        "micros": exchange.micros,
    }


def _request(exchange: Exchange, show: Show) -> RequestSeen:
    request = exchange.request
    return RequestSeen(
        method=request.method,
        url=show(request.url),
        headers=_headers(request.headers, show),
        body=content(request.body, show),
        opened=content(exchange.opened_request, show) if exchange.opened_request else None,
    )


def response_seen(response: Response, opened: bytes, show: Show) -> ResponseSeen:
    """Return an answer as this API shows it."""
    return ResponseSeen(
        status=response.status,
        headers=_headers(response.headers, show),
        body=content(response.body, show),
        opened=content(opened, show) if opened else None,
    )


def _headers(headers: Any, show: Show) -> dict[str, str]:
    return {name: show(value) for name, value in headers.items()}


def problems_seen(exchange: Exchange, show: Show) -> list[ProblemSeen]:
    """Return what an exchange was refused for, as this API shows it."""
    return [ProblemSeen(member=problem.member, why=show(problem.why)) for problem in exchange.problems]


def content(body: bytes, show: Show) -> Content:
    """Return bytes as text."""
    try:
        return Content(encoding="utf-8", text=show(body.decode()))
    except UnicodeDecodeError:
        return Content(encoding="base64", text=base64.b64encode(body).decode())


def finding_seen(finding: Finding, show: Show) -> FindingSeen:
    """Return a finding as this API shows it."""
    seen = {name: show(value) if isinstance(value, str) else value for name, value in finding.as_dict().items()}
    return FindingSeen.model_validate(seen)
