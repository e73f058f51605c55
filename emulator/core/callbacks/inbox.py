"""Inboxes, for apps and tests without an endpoint of their own: what was sent is kept in memory until somebody looks."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from emulator.core.message import Request

# Own choices: an inbox keeps so many messages, and there are so many inboxes; the oldest is forgotten first.
MOST_MESSAGES: Final = 1_000
MOST_INBOXES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Received:
    """One message, as it came."""

    number: int
    at: datetime
    request: Request


class Inbox:
    """All inboxes of a house, each known by its name; one comes to be when something arrives, or somebody waits."""

    def __init__(self) -> None:
        self._messages: dict[str, deque[Received]] = {}
        self._numbers: defaultdict[str, int] = defaultdict(int)
        self._arrived = asyncio.Condition()

    async def put(self, name: str, request: Request, *, at: datetime) -> Received:
        """Keep a message."""
        if name not in self._messages and len(self._messages) >= MOST_INBOXES:
            self.clear(next(iter(self._messages)))
        self._numbers[name] += 1
        received = Received(self._numbers[name], at, request)
        self._messages.setdefault(name, deque(maxlen=MOST_MESSAGES)).append(received)
        async with self._arrived:
            self._arrived.notify_all()
        return received

    def held(self, name: str, *, after: int = 0) -> list[Received]:
        """Return the messages of an inbox with a higher number than `after`, oldest first."""
        return [message for message in self._messages.get(name, ()) if message.number > after]

    async def wait(self, name: str, *, count: int, after: int, seconds: float) -> list[Received]:
        """Return the same, as soon as there are `count` of them or the time is over."""
        try:
            async with asyncio.timeout(seconds), self._arrived:
                await self._arrived.wait_for(lambda: len(self.held(name, after=after)) >= count)
        except TimeoutError:
            pass
        return self.held(name, after=after)

    def clear(self, name: str) -> int:
        """Forget an inbox; return how many messages it held."""
        self._numbers.pop(name, None)
        return len(self._messages.pop(name, ()))
