"""How an inbox speaks: it takes every body as it is, and refuses as our own API does."""

from collections.abc import Iterator
from typing import Final

from emulator.admin.wire import AdminWire
from emulator.core.context import Context
from emulator.core.message import Fields, Request
from emulator.core.operation import AnyOperation

# Receivers append paths of their own to the URL that is registered for them; none has more parts than this.
DEEPEST: Final = 8


def spellings(path: str) -> Iterator[str]:
    """Give an inbox's path, and those below it."""
    yield path
    for depth in range(1, DEEPEST + 1):
        yield path + "".join(f"/{{part{number}}}" for number in range(depth))


class InboxWire(AdminWire):
    """Takes anything."""

    def decode(self, _ctx: Context, _operation: AnyOperation, request: Request) -> Fields:
        """Return the request itself, as data."""
        return {
            "method": request.method,
            "url": request.url,
            "path": request.path,
            "query": request.query,
            "headers": dict(request.headers),
            "body": request.body.decode("latin-1"),
        }
