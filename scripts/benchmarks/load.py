"""A load on loopback: a closed loop over many connections, or requests at a steady rate."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

CONNECTIONS: Final = 32
PATIENCE: Final = 120.0


@dataclass
class Subject:
    """What is sent over and over, or each once where `once`; and what the rounds gave, in requests a second and seconds."""

    name: str
    port: int
    requests: list[bytes]
    good: bytes = b" 200 "
    once: bool = False
    rates: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    sent: int = 0

    def next(self) -> bytes | None:
        """Return the next request; None when all are used up."""
        if self.once and self.sent >= len(self.requests):
            return None
        self.sent += 1
        return self.requests[(self.sent - 1) % len(self.requests)]


class Connection(asyncio.Protocol):
    """Sends the next request when the answer to the last one is whole, and not before the next moment of its pace."""

    def __init__(self, subject: Subject, ended: asyncio.Future[None], *, begin: float, until: float, every: float) -> None:
        self._subject, self._ended, self._until, self._every = subject, ended, until, every
        self._answer, self._due = b"", begin

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin when it is time."""
        self._transport: Any = transport
        self._wait(time.perf_counter())

    def data_received(self, data: bytes) -> None:
        """Take in an answer, or a part of one."""
        self._answer += data
        head, _, body = self._answer.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
        if not length or len(body) < int(length):
            return
        if self._subject.good not in self._answer:
            self._ended.set_exception(SystemExit(f"{self._subject.name} answered {self._answer[:500]!r}"))
            return
        now = time.perf_counter()
        # From the moment at which it was due: a server that falls behind does not make its own delays look short.
        self._subject.delays.append(now - self._due)
        self._answer = b""
        self._due = self._due + self._every if self._every else now
        self._wait(now)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        if not self._ended.done():
            self._ended.set_result(None)

    def _wait(self, now: float) -> None:
        if self._due > now:
            asyncio.get_running_loop().call_later(self._due - now, self._send)
        else:
            self._send()

    def _send(self) -> None:
        request = self._subject.next() if time.perf_counter() < self._until else None
        if request is None:
            self._transport.close()
        else:
            self._transport.write(request)


async def one_round(subject: Subject, seconds: float, *, connections: int = CONNECTIONS, per_second: float = 0.0) -> None:
    """Load one subject for so many seconds: as fast as it answers, or at a rate."""
    loop = asyncio.get_running_loop()
    before, began = len(subject.delays), time.perf_counter()
    ends = [loop.create_future() for _ in range(connections)]
    every = connections / per_second if per_second else 0.0
    # One after another: thirty-two that knock at the same moment measure each other.
    make: list[Callable[[], asyncio.Protocol]] = [
        partial(Connection, subject, end, begin=began + every * place / connections, until=began + seconds, every=every)
        for place, end in enumerate(ends)
    ]
    for protocol in make:
        await loop.create_connection(protocol, "127.0.0.1", subject.port)
    await asyncio.wait_for(asyncio.gather(*ends), PATIENCE)
    subject.rates.append((len(subject.delays) - before) / (time.perf_counter() - began))
