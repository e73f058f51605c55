"""The webhook inbox: an app without a public endpoint, or a test, lets events be sent here and awaits them."""

from typing import Final

from emulator.admin.inbox.routes import OPERATIONS
from emulator.admin.inbox.wire import InboxWire, spellings
from emulator.core.provider import Api

API: Final = Api(
    name="inbox",
    title="tsp-emulator webhook inbox",
    prefixes=("/_emulator/inbox/",),
    operations=OPERATIONS,
    wire=InboxWire(),
    spellings=spellings,
    of_a_world=False,
)
