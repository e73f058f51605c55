"""The last exchanges in memory: raw bytes in a ring, opened and masked only when somebody looks."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from emulator.core.message import Outgoing, Request, Response
from emulator.crypto.diagnosis import Finding


@dataclass(slots=True)
class Exchange:
    """One request and its answer, or one attempt to deliver a notice (`direction` outbound)."""

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
    micros: int = 0

    @property
    def direction(self) -> str:
        """`inbound` for what clients sent, `outbound` for what the emulator said first."""
        return "inbound" if isinstance(self.request, Request) else "outbound"

    @property
    def size(self) -> int:
        """Bytes held, roughly: what the ring's byte limit counts."""
        answer = len(self.response.body) if self.response else 0
        return len(self.request.body) + answer + len(self.opened_request) + len(self.opened_response) + 1_000


class Journal:
    """A ring bounded by count and bytes; what fell out is counted, and subscribers see every exchange once."""

    def __init__(self, *, most: int, most_bytes: int) -> None:
        self._ring: deque[Exchange] = deque()
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._next = 0
        self.evicted = 0
        self.subscribers: list[Callable[[Exchange], None]] = []

    def next_id(self) -> str:
        """Return the id of the exchange that begins now."""
        self._next += 1
        return f"ex_{self._next:08d}"

    def append(self, exchange: Exchange) -> None:
        """Keep a finished exchange and forget the oldest beyond the bounds."""
        self._ring.append(exchange)
        self._bytes += exchange.size
        while len(self._ring) > self._most or (self._bytes > self._most_bytes and len(self._ring) > 1):
            self._bytes -= self._ring.popleft().size
            self.evicted += 1
        for subscriber in self.subscribers:
            subscriber(exchange)

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
        self._ring = deque(exchange for exchange in self._ring if exchange.namespace != namespace)
        self._bytes = sum(exchange.size for exchange in self._ring)
