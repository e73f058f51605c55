"""Recordings of what goes over the wire."""

from typing import Final

from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas import scope
from emulator.admin.schemas.exchanges import GetExchange
from emulator.admin.schemas.tapes import recordings as messages
from emulator.admin.service.tapes import recordings
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="list_recordings",
        method="GET",
        path="/_emulator/recordings",
        request=scope.Scoped,
        response=messages.RecordingList,
        handler=recordings.list_recordings,
        source=SOURCE,
        summary="List the recordings of a namespace.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="begin_recording",
        method="POST",
        path="/_emulator/recordings",
        request=messages.BeginRecording,
        response=messages.RecordingSeen,
        handler=recordings.begin_recording,
        source=SOURCE,
        summary="Begin a recording of a namespace.",
        status=201,
        opens_units=True,
    ),
    Operation(
        name="get_recording",
        method="GET",
        path="/_emulator/recordings/{recording}",
        request=messages.OneRecording,
        response=messages.TapeSeen,
        handler=recordings.get_recording,
        source=SOURCE,
        summary="Return what a recording holds so far, as a tape.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="end_recording",
        method="DELETE",
        path="/_emulator/recordings/{recording}",
        request=messages.OneRecording,
        response=messages.TapeSeen,
        handler=recordings.end_recording,
        source=SOURCE,
        summary="End a recording and return its tape.",
        opens_units=True,
    ),
    Operation(
        name="tape_exchange",
        method="GET",
        path="/_emulator/exchanges/{exchange}/tape",
        request=GetExchange,
        response=messages.TapeSeen,
        handler=recordings.tape_exchange,
        source=SOURCE,
        summary="Return one exchange as a tape of its own.",
        reads_only=True,
        opens_units=True,
    ),
)
