"""A request that differs from its tape in one place, of a list that knows nothing of the matcher, is refused by a replay."""

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from emulator.core.context import House
from emulator.core.message import Request
from emulator.recording import credentials
from emulator.recording.client import Client, as_sent
from emulator.recording.replay import REFUSED, Manner, Order, Replay
from emulator.recording.tape import TapedExchange
from tests.flows.test_tapes import ROWS, TAPES, URL

# Of a part that was sealed for somebody else nobody here can say what it holds.
SEALED: Final = frozenset({"encryptedData", "encryptedKey", "iv", "publicKeyFingerprint", "oaepHashingAlgorithm"})


@dataclass(frozen=True)
class Mutant:
    """A request altered in one place."""

    place: str
    request: Request


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the values of a JSON body stand that hold no others."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return value[:-1] + ("1" if value.endswith("0") else "0") if value else "x"
    return value + 1 if isinstance(value, int | float) else "another"


def altered(body: Any, path: tuple[Any, ...]) -> Any:
    if not path:
        return {"another": True}
    changed = copy.deepcopy(body)
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = other(node[path[-1]])
    return changed


def without(body: Any, path: tuple[Any, ...]) -> Any:
    changed = copy.deepcopy(body)
    node = changed
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return changed


def of_body(draft: Request, opened: Any, *, unreadable: bool) -> Iterator[Mutant]:
    def sent(body: Any) -> Request:
        return replace(draft, body=json.dumps(body).encode())

    for path in leaves(opened):
        if unreadable and SEALED & set(path):
            continue
        yield Mutant(f"body {path}", sent(altered(opened, path)))
        if path:
            yield Mutant(f"body {path} left out", sent(without(opened, path)))
    if isinstance(opened, dict):
        yield Mutant("body, one more member", sent({**opened, "oneMore": 1}))


def of_line(draft: Request) -> Iterator[Mutant]:
    for index, part in enumerate(draft.path.split("/")):
        if part:
            parts = draft.path.split("/")
            parts[index] = other(part)
            yield Mutant(f"path {part}", replace(draft, path="/".join(parts)))
    yield Mutant("method", replace(draft, method="PATCH"))
    yield Mutant("one more parameter", replace(draft, query=f"{draft.query}&more=1".lstrip("&")))
    for pair in filter(None, draft.query.split("&")):
        name, _, value = pair.partition("=")
        yield Mutant(f"query {name}", replace(draft, query=draft.query.replace(pair, f"{name}={other(value)}")))
        yield Mutant(f"query {name} left out", replace(draft, query=draft.query.replace(pair, "").strip("&")))


def of_headers(draft: Request) -> Iterator[Mutant]:
    if draft.body:
        yield Mutant("content-type", replace(draft, headers={**draft.headers, "content-type": "application/x-other"}))
        yield Mutant("no content-type", replace(draft, headers={"host": draft.headers["host"]}))


def mutants(caller: Client, exchange: TapedExchange) -> Iterator[Mutant]:
    """Every request that differs from the taped one in one place."""
    row = ROWS[exchange.contract]
    draft = as_sent(exchange, URL)
    read = caller.opened_request(row, draft, moments=(datetime.now(UTC),))
    try:
        opened = json.loads(read)
    except ValueError:
        opened = None
    if opened is not None:
        yield from of_body(draft, opened, unreadable=exchange.request.spoilt == "foreign_certificate")
    yield from of_line(draft)
    yield from of_headers(draft)


def refused(replay: Replay, caller: Client, exchange: TapedExchange, request: Request, *, spoilt: str = "") -> bool:
    sent = caller.prepared(ROWS[exchange.contract], request, cause="mutant", spoilt=spoilt or exchange.request.spoilt)
    return replay.answer(sent, now=datetime.now(UTC)).status == REFUSED


def distinct(caller: Client) -> Iterator[tuple[str, Replay, TapedExchange]]:
    """Every taped request once, for many tapes begin alike, with a replay of its tape: in any order, what came before does not matter."""
    seen = set()
    for tape in TAPES:
        replay = Replay([tape], caller, ROWS, manner=Manner(Order.ANY))
        for exchange in tape.inbound:
            request = exchange.request
            said = (request.path, request.query, request.opened or request.body, request.spoilt)
            if said not in seen:
                seen.add(said)
                yield f"{tape.name} {exchange.title}", replay, exchange


def test_a_request_altered_in_one_place_is_refused(house: House) -> None:
    caller = Client(house, credentials.demo())
    tried, escaped = 0, []
    for name, replay, exchange in distinct(caller):
        for mutant in mutants(caller, exchange):
            tried += 1
            escaped += [] if refused(replay, caller, exchange, mutant.request) else [f"{name}: {mutant.place}"]

    print(f"{tried - len(escaped)} of {tried} mutants caught")
    assert tried > 1_000
    assert escaped == []


def test_a_request_without_its_signature_is_refused(house: House) -> None:
    caller = Client(house, credentials.demo())
    signed = [one for one in distinct(caller) if ROWS[one[2].contract].api.wire.kind and not one[2].request.spoilt]

    taken = [name for name, replay, exchange in signed if not refused(replay, caller, exchange, as_sent(exchange, URL), spoilt="unsigned")]

    assert taken == []


def test_requests_in_another_order_are_refused_and_missing_ones_named(house: House) -> None:
    caller = Client(house, credentials.demo())
    escaped = []
    for tape in (tape for tape in TAPES if len({exchange.title for exchange in tape.inbound}) > 1):
        replay, last = Replay([tape], caller, ROWS), tape.inbound[-1]
        sent = caller.prepared(ROWS[last.contract], as_sent(last, URL), cause="last first", spoilt=last.request.spoilt)
        is_first_too = any(last.request == exchange.request for exchange in tape.inbound[:-1])
        status = replay.answer(sent, now=datetime.now(UTC)).status
        escaped += [] if is_first_too or (status == REFUSED and not replay.summary().is_clean) else [tape.name]

    assert escaped == []
