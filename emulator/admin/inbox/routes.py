"""Everything that can be sent to an inbox."""

from typing import Final

from emulator.admin.inbox import service
from emulator.admin.inbox.schemas import Receive, Taken
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = tuple(
    Operation(
        name=f"receive_{method.lower()}",
        method=method,
        path="/_emulator/inbox/{name}",
        request=Receive,
        response=Taken,
        handler=service.receive,
        source="docs/admin_api.md",
        summary="Keep whatever is sent to this path, or below it, and answer 200.",
        opens_units=True,
    )
    for method in ("POST", "PUT", "GET")
)
