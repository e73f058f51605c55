"""What can be asked of the emulator itself."""

from typing import Final

from emulator.admin.routes import parties, scenarios, vault, worlds
from emulator.core.operation import AnyOperation, Notice, Question

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    *worlds.OPERATIONS,
    *vault.OPERATIONS,
    *parties.OPERATIONS,
    *scenarios.OPERATIONS,
)

NOTICES: Final[tuple[Notice, ...]] = ()
QUESTIONS: Final[tuple[Question, ...]] = ()
