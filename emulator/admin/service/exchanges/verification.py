"""Whether what went over the wire was as expected; where it was not, what came nearest and by what it differs."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from itertools import takewhile
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import orjson

from emulator.admin.schemas.exchanges import ExchangeLine
from emulator.admin.schemas.exchanges.expected import Expectation, NearMiss, Verdict, VerifyExchanges
from emulator.admin.schemas.scenarios import Where
from emulator.admin.service.entry import look
from emulator.admin.service.exchanges.listing import differences
from emulator.admin.service.exchanges.shown import line
from emulator.core.context import Context
from emulator.core.journal import Exchange
from emulator.domain.scenarios import Condition
from emulator.logs import mask

SHOWN_MISSES: Final = 3


async def verify_exchanges(ctx: Context, _unit: None, message: VerifyExchanges) -> Verdict:
    """Compare the journal of a world with what a test expects."""
    world = await look(ctx, message.namespace)
    newest = ctx.house.journal.newest_first(world.namespace.id)
    held = list(takewhile(lambda exchange: exchange.id != message.since, newest))[::-1]
    evicted = ctx.house.journal.evicted[world.namespace.id]
    if message.expected:
        return _counted(message, message.expected, held, evicted=evicted)
    return _in_order(message.sequence, held, evicted=evicted)


def _counted(message: VerifyExchanges, expected: Expectation, held: list[Exchange], *, evicted: int) -> Verdict:
    matched = [exchange for exchange in held if not misses(exchange, expected)]
    least, most = _bounds(message)
    holds = least <= len(matched) and (most is None or len(matched) <= most)
    wanted = f"{least} times" if least == most else f"{least} times or more" if most is None else f"{least} to {most} times"
    near = _near(expected, held) if len(matched) < least else []
    says = f"{_named(expected)} was expected {wanted}, and came {len(matched)} times"
    return _verdict(matched, near, holds=holds, says=says, evicted=evicted)


def _bounds(message: VerifyExchanges) -> tuple[int, int | None]:
    if message.exactly is not None:
        return message.exactly, message.exactly
    if message.at_least is None:
        return (1 if message.at_most is None else 0), message.at_most
    return message.at_least, message.at_most


def _in_order(sequence: list[Expectation], held: list[Exchange], *, evicted: int) -> Verdict:
    matched: list[Exchange] = []
    rest = iter(held)
    for place, expected in enumerate(sequence, start=1):
        found = next((exchange for exchange in rest if not misses(exchange, expected)), None)
        if found is None:
            after = f" after {matched[-1].id}" if matched else ""
            says = f"number {place} of the sequence, {_named(expected)}, did not come{after}"
            behind = held[held.index(matched[-1]) + 1 :] if matched else held
            return _verdict(matched, _near(expected, behind), holds=False, says=says, evicted=evicted)
        matched.append(found)
    return _verdict(matched, [], holds=True, says=f"all {len(sequence)} came in this order", evicted=evicted)


def misses(exchange: Exchange, expected: Expectation) -> list[str]:
    """Return in words what keeps an exchange from being the one expected."""
    found = differences(exchange, expected)
    path = urlsplit(exchange.request.url).path
    if expected.path and not fnmatchcase(path, expected.path):
        found.append(f"path is {path}, not {expected.path}")
    answer = exchange.response.body if exchange.response else b""
    return [
        *found,
        *_missed("request", expected.request, exchange.opened_request or exchange.request.body),
        *_missed("response", expected.response, exchange.opened_response or answer),
    ]


def _missed(side: str, conditions: Iterable[Where], body: bytes) -> list[str]:
    members = _members(body)
    return [
        mask(f"{side}: {one.path} {one.test} {one.value} does not hold")
        for one in conditions
        if not Condition(one.path, one.test, one.value).holds(members)
    ]


def _members(body: bytes) -> dict[str, Any]:
    """Return the members of a JSON object, or of a form."""
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    return told if isinstance(told, dict) else {}


def _near(expected: Expectation, held: list[Exchange]) -> list[NearMiss]:
    missed = [(exchange, found) for exchange in held if (found := misses(exchange, expected))]
    missed.sort(key=lambda pair: len(pair[1]))
    return [NearMiss(**line(exchange, mask), differences=found) for exchange, found in missed[:SHOWN_MISSES]]


def _named(expected: Expectation) -> str:
    told = expected.model_dump(exclude_none=True, exclude={"request", "response"})
    return mask(" ".join(f"{name}={value}" for name, value in told.items())) or "an exchange"


def _verdict(matched: list[Exchange], near: list[NearMiss], *, holds: bool, says: str, evicted: int) -> Verdict:
    if not holds and near:
        says += f"; nearest is {near[0].id}: {', '.join(near[0].differences)}"
    if not holds and evicted:
        says += f"; {evicted} exchanges of this world were forgotten before, because the journal is bounded"
    lines = [ExchangeLine(**line(exchange, mask)) for exchange in matched]
    return Verdict(holds=holds, says=says, count=len(matched), matched=lines, near_misses=near, evicted=evicted)
