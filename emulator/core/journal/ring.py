"""The last exchanges in memory: raw bytes in a ring, opened and masked only when somebody looks."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Final

from emulator.core.message import Outgoing, Request, Response
from emulator.crypto.diagnosis import Finding


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a message was refused for: the member, with dots between levels (empty: the whole), and why."""

    member: str
    why: str


@dataclass(slots=True)
class Exchange:
    """One request and its answer, or one attempt to deliver a notice (`direction` outbound).

    `mark` is what no two requests of a world should share, a nonce perhaps.
    """

    id: str
    namespace: str
    api: str
    operation: str
    at: datetime
    request: Request | Outgoing
    response: Response | None = None
    opened_request: bytes = b""
    opened_response: bytes = b""
    findings: list[Finding] = field(default_factory=list)
    error: str | None = None
    problems: list[Problem] = field(default_factory=list)
    micros: int = 0
    mark: str = ""

    @property
    def direction(self) -> str:
        """`inbound` for what clients sent, `outbound` for what the emulator said first."""
        return "inbound" if isinstance(self.request, Request) else "outbound"

    @property
    def size(self) -> int:
        """Bytes held, roughly: what the ring's byte limit counts."""
        answer = len(self.response.body) if self.response else 0
        return len(self.request.body) + answer + len(self.opened_request) + len(self.opened_response) + 1_000


Watcher = asyncio.Queue[Exchange | None]
"""Gets every exchange that ends, and None when there will be no more."""

# What a watcher that does not keep up may be behind; the oldest is dropped for whoever is further behind.
BEHIND: Final = 1_000


class Journal:
    """A ring bounded by count and bytes; what fell out is counted, and subscribers see every exchange once."""

    def __init__(self, *, most: int, most_bytes: int, name: str = "") -> None:
        """Keep so many exchanges, and so many bytes; `name` stands in their ids where there are several journals."""
        self._ring: deque[Exchange] = deque()
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._next = 0
        self.evicted = Counter[str]()
        self._name = name
        self._marks = Counter[tuple[str, str]]()
        self.subscribers: list[Callable[[Exchange], None]] = []
        self._watchers: set[Watcher] = set()

    def next_id(self) -> str:
        """Return the id of the exchange that begins now."""
        self._next += 1
        return f"ex_{self._name}{self._next:08d}"

    def append(self, exchange: Exchange) -> None:
        """Keep a finished exchange and forget the oldest beyond the bounds."""
        self._ring.append(exchange)
        self._bytes += exchange.size
        if exchange.mark:
            self._marks[exchange.namespace, exchange.mark] += 1
        while len(self._ring) > self._most or (self._bytes > self._most_bytes and len(self._ring) > 1):
            self._evict()
        for subscriber in self.subscribers:
            subscriber(exchange)

    @contextmanager
    def watching(self) -> Iterator[Watcher]:
        """Give a queue of what ends from here on, until the block is left."""
        watcher = Watcher(BEHIND)
        self._watchers.add(watcher)
        self.subscribers.append(lead := partial(_put, watcher))
        try:
            yield watcher
        finally:
            self.subscribers.remove(lead)
            self._watchers.discard(watcher)

    def close(self) -> None:
        """Tell everybody who watches that there will be no more."""
        for watcher in self._watchers:
            _put(watcher, None)

    @property
    def size(self) -> int:
        """Bytes that it counts against its bound."""
        return self._bytes

    def held(self) -> tuple[Exchange, ...]:
        """Return every exchange of every world, the first to end first."""
        return tuple(self._ring)

    def bears(self, namespace: str, mark: str) -> bool:
        """Say whether an exchange of this world that is still kept bears this mark."""
        return (namespace, mark) in self._marks

    def newest_first(self, namespace: str) -> Iterator[Exchange]:
        """Yield the exchanges of one world as they stand now; what comes in later does not disturb."""
        return (exchange for exchange in tuple(reversed(self._ring)) if exchange.namespace == namespace)

    def latest(self, namespace: str, *, most: int) -> list[Exchange]:
        """Return up to `most` exchanges of one world, newest first."""
        return list(islice((exchange for exchange in reversed(self._ring) if exchange.namespace == namespace), most))

    def find(self, exchange_id: str) -> Exchange | None:
        """Return one exchange, or None when it is unknown or was evicted."""
        return next((exchange for exchange in self._ring if exchange.id == exchange_id), None)

    def forget(self, namespace: str) -> None:
        """Drop the exchanges of one world."""
        self.evicted.pop(namespace, None)
        self._ring = deque(exchange for exchange in self._ring if exchange.namespace != namespace)
        self._bytes = sum(exchange.size for exchange in self._ring)
        self._marks = Counter((exchange.namespace, exchange.mark) for exchange in self._ring if exchange.mark)

    def _evict(self) -> None:
        oldest = self._ring.popleft()
        self._bytes -= oldest.size
        self.evicted[oldest.namespace] += 1
        key = oldest.namespace, oldest.mark
        if self._marks[key] > 1:
            self._marks[key] -= 1
        else:
            del self._marks[key]


def _put(watcher: Watcher, exchange: Exchange | None) -> None:
    if watcher.full():
        watcher.get_nowait()
    watcher.put_nowait(exchange)
