"""What went over the wire: the journal, opened and masked only when somebody looks."""

from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from itertools import dropwhile, islice, takewhile
from typing import Any, Final

from emulator.admin.schemas.exchanges import ExchangeLine, ExchangePage, ExchangeSeen, Filters, GetExchange, ListExchanges
from emulator.admin.service.entry import look
from emulator.admin.service.exchanges.shown import line, whole
from emulator.admin.service.exchanges.steps import steps_of
from emulator.admin.service.pages import START, cut, place_at
from emulator.core.context import Context
from emulator.core.journal import Exchange
from emulator.domain.errors import DomainError
from emulator.logs import mask

# What can be asked for, and what of an exchange it is compared with.
FILTERS: Final[dict[str, Callable[[Exchange, Any], bool]]] = {
    "api": lambda exchange, wanted: fnmatchcase(exchange.api, wanted),
    "operation": lambda exchange, wanted: fnmatchcase(exchange.operation, wanted),
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
    lines = [ExchangeLine(**line(exchange, mask)) for exchange in page.rows]
    return ExchangePage(exchanges=lines, next_cursor=page.next_cursor, evicted=ctx.house.journal.evicted[world.namespace.id])


async def get_exchange(ctx: Context, _unit: None, message: GetExchange) -> ExchangeSeen:
    """Return one exchange whole."""
    exchange = ctx.house.journal.find(message.exchange)
    if exchange is None or message.namespace not in {None, exchange.namespace}:
        raise UnknownExchange(message.exchange)
    show = str if message.reveal else mask
    return whole(exchange, show, steps_of(ctx.house, exchange, show))


def _matching(world: Context, message: ListExchanges) -> Iterator[Exchange]:
    exchanges: Iterable[Exchange] = world.house.journal.newest_first(world.namespace.id)
    place = place_at(message.cursor)
    if place != START:
        # The ring holds exchanges in the order in which they ended, which ids do not show: look for the one itself.
        exchanges = islice(dropwhile(lambda exchange: exchange.id != place[1], exchanges), 1, None)
    if message.since:
        exchanges = takewhile(lambda exchange: exchange.id != message.since, exchanges)
    return (exchange for exchange in exchanges if not differences(exchange, message))


def differences(exchange: Exchange, filters: Filters) -> list[str]:
    """Return in words what keeps an exchange from being one of those asked for."""
    wanted = {name: value for name in FILTERS if (value := getattr(filters, name)) is not None}
    return [f"{name} is not {value}" for name, value in wanted.items() if not FILTERS[name](exchange, value)]
