"""What waits for the transaction of one turn of the loop: work, and whoever wants to hear what came of it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from emulator.storage.engine.statements import Rows, StorageError

Work = Callable[[Rows], Coroutine[Any, Any, Any]]


@dataclass(slots=True)
class Entry:
    """One unit in the queue; `reads` says that it could do without a lock. Nobody is told before the transaction is over."""

    work: Work
    waiter: asyncio.Future[Any]
    reads: bool
    result: Any = None
    error: BaseException | None = None

    def take(self, perform: Callable[[], Any]) -> None:
        """Carry out the work, and keep what comes of it until it may be told: whatever goes wrong is its waiter's to hear."""
        try:
            self.result, self.error = perform(), None
        except BaseException as error:  # noqa: BLE001  # handed on, whatever it is
            self.error = error

    def kept(self) -> None:
        """Say what the work came to: its result, or the error that it ended with. Whoever has left is not told."""
        if self.waiter.done():
            return
        if self.error is None:
            self.waiter.set_result(self.result)
        else:
            self.waiter.set_exception(self.error)

    def failed(self) -> None:
        """Say that it ended with an error, though it may have caught it itself: the database undid everything at once."""
        self.error = self.error or StorageError("the transaction was lost")
        self.kept()

    def lost(self, cause: BaseException) -> None:
        """Say, with an error of the waiter's own, that nothing was kept."""
        if not self.waiter.done():
            self.waiter.set_exception(StorageError(str(cause)))
