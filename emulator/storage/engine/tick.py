"""The open transaction of one turn of the loop, and everybody who waits for its commit."""

import asyncio

from emulator.storage.engine.statements import StorageError


class Tick:
    """Whoever took part in the transaction waits for it; nobody is told before it is over."""

    def __init__(self) -> None:
        self._waiters: list[asyncio.Future[None]] = []

    def committed(self) -> asyncio.Future[None]:
        """Return a future of the caller's own, so that one cancelled waiter takes no other with it."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        return waiter

    def settle(self, error: BaseException | None) -> None:
        """Release everybody: with an error of their own when nothing was kept."""
        for waiter in self._waiters:
            if waiter.done():
                continue
            if error is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(StorageError(str(error)))
