"""Events that have happened: looked at and listed for thirty days (docs.stripe.com/api/events)."""

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.webhooks.events import ListEvents, RetrieveEvent
from emulator.providers.stripe.service.books.changes import seconds
from emulator.providers.stripe.service.books.kinds import EVENT, Body
from emulator.providers.stripe.service.books.refusals import NoSuchObject
from emulator.providers.stripe.service.books.shelf import get
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit

KEPT: Final = 30 * 86_400


async def retrieve(ctx: Context, unit: Unit, message: RetrieveEvent) -> Body:
    """Look at an event.

    Raises:
        NoSuchObject: there is none, or it is too old.
    """
    event = await get(unit, EVENT, message.id)
    if _forgotten(ctx, event):
        raise NoSuchObject(EVENT.called, message.id, param=EVENT.param)
    return event


async def list_all(ctx: Context, unit: Unit, message: ListEvents) -> Body:
    """List events."""
    wanted = message.types or ([message.type] if message.type else [])

    def meets(event: Body) -> bool:
        return not _forgotten(ctx, event) and all(test(event) for test in tests)

    tests = list(_tests(message, wanted))
    return await page(unit, EVENT, message, meets=meets)


def _tests(message: ListEvents, wanted: list[str]) -> Iterable[Callable[[Body], bool]]:
    if wanted:
        yield lambda event: any(fnmatchcase(event["type"], pattern) for pattern in wanted)
    if created := message.created:
        yield lambda event: created.holds(event["created"])
    if message.delivery_success is not None:
        yield lambda event: (event["pending_webhooks"] == 0) is message.delivery_success


def _forgotten(ctx: Context, event: Body) -> bool:
    return bool(event["created"] < seconds(ctx) - KEPT)
