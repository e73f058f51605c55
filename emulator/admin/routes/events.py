"""Events made to happen, and events that came."""

from typing import Final

from emulator.admin import service
from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas.events import inboxes, triggers
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="list_triggers",
        method="GET",
        path="/_emulator/triggers",
        request=triggers.ListTriggers,
        response=triggers.TriggerList,
        handler=service.list_triggers,
        source=SOURCE,
        summary="List the events that can be made to happen.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="fire_trigger",
        method="POST",
        path="/_emulator/triggers",
        request=triggers.FireTrigger,
        response=triggers.Fired,
        handler=service.fire_trigger,
        source=SOURCE,
        summary="Make an event happen, to a token or card of the user's own.",
        opens_units=True,
    ),
    Operation(
        name="read_inbox",
        method="GET",
        path="/_emulator/inboxes/{name}",
        request=inboxes.ReadInbox,
        response=inboxes.InboxPage,
        handler=service.read_inbox,
        source=SOURCE,
        summary="Return what came into an inbox, or await it.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="empty_inbox",
        method="DELETE",
        path="/_emulator/inboxes/{name}",
        request=inboxes.OneInbox,
        response=inboxes.Emptied,
        handler=service.empty_inbox,
        source=SOURCE,
        summary="Forget an inbox.",
        opens_units=True,
    ),
)
