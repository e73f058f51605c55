"""Our own API: what a developer, a test suite or a dashboard asks of the emulator itself."""

from emulator.admin.routes import NOTICES, OPERATIONS, QUESTIONS
from emulator.admin.wire import AdminWire
from emulator.core.provider import Api, OnTape
from emulator.wallets.mistakes import CATALOGUES

API = Api(
    name="admin",
    title="tsp-emulator admin API",
    prefixes=("/_emulator",),
    operations=OPERATIONS,
    wire=AdminWire(),
    notices=NOTICES,
    questions=QUESTIONS,
    mistakes=CATALOGUES,
    of_a_world=False,
    on_tape=OnTape(volatile=frozenset({"id", "digits", "offset_seconds", "tried", "code.token", "reference", "card", "number", "expiry"})),
)
