"""A desk where questions wait for somebody to answer them by hand: in memory alone, and while no unit is open."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import BaseModel

from emulator.core.operation import Question


def _open() -> "asyncio.Future[BaseModel | None]":
    return asyncio.get_running_loop().create_future()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One question on the desk. `id` is that of the exchange which it will be, `message` what is asked, as opened JSON."""

    id: str
    namespace: str
    api: str
    question: Question
    message: bytes
    asked_at: datetime
    until: datetime
    answer: "asyncio.Future[BaseModel | None]" = field(default_factory=_open)


class Desk:
    """All questions of a house that wait, the one asked first in front."""

    def __init__(self) -> None:
        self._waiting: dict[str, Waiting] = {}
        self._asked = asyncio.Condition()

    async def wait(self, waiting: Waiting, *, seconds: float) -> BaseModel | None:
        """Return the answer given by hand; None when it was decided to keep silent.

        Raises:
            TimeoutError: nobody answered within so many seconds.
        """
        self._waiting[waiting.id] = waiting
        try:
            async with asyncio.timeout(seconds):
                async with self._asked:
                    self._asked.notify_all()
                return await waiting.answer
        finally:
            del self._waiting[waiting.id]

    async def next(self, namespace: str, *, seconds: float) -> list[Waiting]:
        """Return what waits in a world, as soon as something does or the time is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._asked:
                await self._asked.wait_for(lambda: self.of(namespace))
        return self.of(namespace)

    def of(self, namespace: str) -> list[Waiting]:
        """Return what waits in a world."""
        return [waiting for waiting in self._waiting.values() if waiting.namespace == namespace]

    def find(self, namespace: str, question_id: str) -> Waiting | None:
        """Return a question that still waits; None when it does not, or was answered a moment ago."""
        found = next((waiting for waiting in self.of(namespace) if waiting.id == question_id), None)
        return found if found and not found.answer.done() else None

    def close(self) -> None:
        """Keep silent to all that wait, so that whoever asked can end."""
        for waiting in self._waiting.values():
            if not waiting.answer.done():
                waiting.answer.set_result(None)
