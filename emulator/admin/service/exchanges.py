"""What went over the wire: the journal, opened and masked only when somebody looks."""

import base64
from collections.abc import Callable, Iterable, Iterator
from itertools import dropwhile, islice, takewhile
from typing import Any, Final

from emulator.admin.schemas.exchanges import (
    Content,
    ExchangeLine,
    ExchangePage,
    ExchangeSeen,
    FindingSeen,
    GetExchange,
    ListExchanges,
    RequestSeen,
    ResponseSeen,
)
from emulator.admin.service.entry import look
from emulator.admin.service.pages import START, cut, place_at
from emulator.core.context import Context
from emulator.core.journal import Exchange
from emulator.core.message import Response
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import DomainError
from emulator.logs import mask

Show = Callable[[str], str]

# What can be asked for, and what of an exchange it is compared with.
FILTERS: Final[dict[str, Callable[[Exchange, Any], bool]]] = {
    "api": lambda exchange, wanted: exchange.api == wanted,
    "operation": lambda exchange, wanted: exchange.operation == wanted,
    "direction": lambda exchange, wanted: exchange.direction == wanted,
    "status": lambda exchange, wanted: exchange.response is not None and exchange.response.status == wanted,
    "error": lambda exchange, wanted: exchange.error == wanted,
    "cause": lambda exchange, wanted: any(finding.cause == wanted for finding in exchange.findings),
}


class UnknownExchange(DomainError):
    """The journal holds no such exchange."""

    def __init__(self, exchange_id: str) -> None:
        super().__init__(f"the journal holds no exchange {exchange_id}: it never was, or it was forgotten since")


async def list_exchanges(ctx: Context, _unit: None, message: ListExchanges) -> ExchangePage:
    """Return exchanges in short, the last to end first."""
    world = await look(ctx, message.namespace)
    found = list(islice(_matching(world, message), message.limit + 1))
    page = cut(found, message.limit, lambda exchange: (0, exchange.id))
    lines = [ExchangeLine(**_line(exchange, mask)) for exchange in page.rows]
    return ExchangePage(exchanges=lines, next_cursor=page.next_cursor, evicted=ctx.house.journal.evicted)


async def get_exchange(ctx: Context, _unit: None, message: GetExchange) -> ExchangeSeen:
    """Return one exchange whole."""
    exchange = ctx.house.journal.find(message.exchange)
    if exchange is None or message.namespace not in {None, exchange.namespace}:
        raise UnknownExchange(message.exchange)
    show: Show = str if message.reveal else mask
    return ExchangeSeen(
        **_line(exchange, show),
        namespace=exchange.namespace,
        request=_request(exchange, show),
        response=_response(exchange.response, exchange.opened_response, show) if exchange.response else None,
        findings=[_finding(finding, show) for finding in exchange.findings],
    )


def _matching(world: Context, message: ListExchanges) -> Iterator[Exchange]:
    exchanges: Iterable[Exchange] = world.house.journal.newest_first(world.namespace.id)
    place = place_at(message.cursor)
    if place != START:
        # The ring holds exchanges in the order in which they ended, which ids do not show: look for the one itself.
        exchanges = islice(dropwhile(lambda exchange: exchange.id != place[1], exchanges), 1, None)
    if message.since:
        exchanges = takewhile(lambda exchange: exchange.id != message.since, exchanges)
    wanted = {name: value for name in FILTERS if (value := getattr(message, name)) is not None}
    return (exchange for exchange in exchanges if all(FILTERS[name](exchange, value) for name, value in wanted.items()))


def _line(exchange: Exchange, show: Show) -> dict[str, Any]:
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
        body=_content(request.body, show),
        opened=_content(exchange.opened_request, show) if exchange.opened_request else None,
    )


def _response(response: Response, opened: bytes, show: Show) -> ResponseSeen:
    return ResponseSeen(
        status=response.status,
        headers=_headers(response.headers, show),
        body=_content(response.body, show),
        opened=_content(opened, show) if opened else None,
    )


def _headers(headers: Any, show: Show) -> dict[str, str]:
    return {name: show(value) for name, value in headers.items()}


def _content(body: bytes, show: Show) -> Content:
    try:
        return Content(encoding="utf-8", text=show(body.decode()))
    except UnicodeDecodeError:
        return Content(encoding="base64", text=base64.b64encode(body).decode())


def _finding(finding: Finding, show: Show) -> FindingSeen:
    seen = {name: show(value) if isinstance(value, str) else value for name, value in finding.as_dict().items()}
    return FindingSeen.model_validate(seen)
