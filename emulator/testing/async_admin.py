"""The same typed client of the admin API, for tests on an event loop."""

from types import TracebackType
from typing import Self, TypeVar

from aiohttp import ClientSession
from pydantic import BaseModel
from yarl import URL

from emulator.testing.admin import JSON
from emulator.testing.calls import Call

Out = TypeVar("Out", bound=BaseModel)


class AsyncAdmin:
    """Sends calls (emulator.testing.calls) over one session, which opens with `async with`."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url.rstrip("/")
        self._headers = JSON | ({"Authorization": f"Bearer {token}"} if token else {})
        self._session: ClientSession | None = None

    async def send(self, call: Call[Out]) -> Out:
        """Make a call and return its answer.

        Raises:
            AdminRefused: the emulator has refused it.
            aiohttp.ClientError: nobody answers.
        """
        if self._session is None:
            self._session = ClientSession(headers=self._headers)
        target = URL(self.url + call.target, encoded=True)
        async with self._session.request(call.method, target, data=call.body) as answer:
            return call.read(answer.status, await answer.read())

    async def close(self) -> None:
        """Let go of the session."""
        if self._session:
            await self._session.close()
            self._session = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()
