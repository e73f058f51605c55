"""Worlds kept as they stand, and put back."""

from typing import Final

from emulator.admin import service
from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas import scope, worlds
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="list_snapshots",
        method="GET",
        path="/_emulator/snapshots",
        request=scope.Nothing,
        response=worlds.SnapshotList,
        handler=service.list_snapshots,
        source=SOURCE,
        summary="List every snapshot.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="take_snapshot",
        method="PUT",
        path="/_emulator/snapshots/{name}",
        request=worlds.TakeSnapshot,
        response=worlds.SnapshotSeen,
        handler=service.take_snapshot,
        source=SOURCE,
        summary="Keep a namespace, or all of them, as they stand now, under a name.",
        opens_units=True,
    ),
    Operation(
        name="restore_snapshot",
        method="POST",
        path="/_emulator/snapshots/{name}/restore",
        request=worlds.OneSnapshot,
        response=worlds.SnapshotSeen,
        handler=service.restore_snapshot,
        source=SOURCE,
        summary="Put the namespaces of a snapshot back as they were; what came to be in them since is gone.",
        opens_units=True,
    ),
    Operation(
        name="export_snapshot",
        method="GET",
        path="/_emulator/snapshots/{name}",
        request=worlds.OneSnapshot,
        response=worlds.SnapshotFile,
        handler=service.export_snapshot,
        source=SOURCE,
        summary="Return a snapshot as a file; it holds cards, keys and shared secrets.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="import_snapshot",
        method="POST",
        path="/_emulator/snapshots",
        request=worlds.ImportSnapshot,
        response=worlds.SnapshotSeen,
        handler=service.import_snapshot,
        source=SOURCE,
        summary="Keep a snapshot that was exported.",
        status=201,
        opens_units=True,
    ),
    Operation(
        name="remove_snapshot",
        method="DELETE",
        path="/_emulator/snapshots/{name}",
        request=worlds.OneSnapshot,
        response=worlds.SnapshotList,
        handler=service.remove_snapshot,
        source=SOURCE,
        summary="Forget a snapshot.",
        opens_units=True,
    ),
)
