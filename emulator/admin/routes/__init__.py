"""What can be asked of the emulator itself."""

from typing import Final

from emulator.admin.routes import events, exchanges, explain, parties, phone, questions, scenarios, snapshots, stripe, tapes, vault, worlds
from emulator.core.operation import AnyOperation, Notice, Question

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    *worlds.OPERATIONS,
    *vault.OPERATIONS,
    *parties.OPERATIONS,
    *scenarios.OPERATIONS,
    *questions.OPERATIONS,
    *stripe.OPERATIONS,
    *tapes.OPERATIONS,
    *phone.OPERATIONS,
    *exchanges.OPERATIONS,
    *explain.OPERATIONS,
    *events.OPERATIONS,
    *snapshots.OPERATIONS,
)

NOTICES: Final[tuple[Notice, ...]] = ()
QUESTIONS: Final[tuple[Question, ...]] = ()
