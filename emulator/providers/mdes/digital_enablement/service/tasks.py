"""Tasks of token requestors: an id that is good once, and how far the task has come."""

from typing import Final, Literal

from emulator.domain.errors import DuplicateTask, UnknownTask
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("mdes.task")

# A request that was refused left nothing behind, its task neither: whatever is kept here has been carried out.
COMPLETED: Final = "COMPLETED"


async def begin(unit: Unit, requestor: str, task_id: str) -> None:
    """Keep a task.

    Raises:
        DuplicateTask: the requestor has used the id before.
    """
    if not await unit.documents.add(KIND, _key(requestor, task_id), {"status": COMPLETED}):
        raise DuplicateTask(task_id)


async def status_of(unit: Unit, requestor: str, task_id: str) -> Literal["COMPLETED"]:
    """Return how far a task has come.

    Raises:
        UnknownTask: the requestor has no such task.
    """
    if await unit.documents.get(KIND, _key(requestor, task_id)) is None:
        raise UnknownTask(task_id)
    return "COMPLETED"


def _key(requestor: str, task_id: str) -> str:
    return f"{requestor}/{task_id}"
