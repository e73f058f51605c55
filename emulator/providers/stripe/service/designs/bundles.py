"""Physical bundles: looked at and listed (docs.stripe.com/api/issuing/physical_bundles)."""

from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.designs import ListBundles, RetrieveBundle
from emulator.providers.stripe.service.books.kinds import PHYSICAL_BUNDLE, Body
from emulator.providers.stripe.service.books.refusals import NoSuchReference
from emulator.providers.stripe.service.books.shelf import get
from emulator.providers.stripe.service.books.stock import STOCK
from emulator.providers.stripe.wire.pages import as_list, meeting
from emulator.storage.unit import Unit

_FILTERS: Final = ("status", "type")


async def retrieve(_ctx: Context, unit: Unit, message: RetrieveBundle) -> Body:
    """Look at a bundle."""
    return await get(unit, PHYSICAL_BUNDLE, message.physical_bundle)


async def list_all(_ctx: Context, _unit: Unit, message: ListBundles) -> Body:
    """List bundles.

    Raises:
        NoSuchReference: the cursor is no bundle's id.
    """
    fitting = meeting({name: wanted for name in _FILTERS if (wanted := getattr(message, name))})
    names = list(STOCK)
    first = _place(names, "starting_after", message.starting_after) + 1 if message.starting_after else 0
    last = _place(names, "ending_before", message.ending_before) if message.ending_before else len(names)
    found = [STOCK[name] for name in names[first:last] if fitting(STOCK[name])]
    page = found[-message.limit :] if message.ending_before else found[: message.limit]
    return as_list(page, PHYSICAL_BUNDLE.url, has_more=len(found) > len(page))


def _place(names: list[str], param: str, cursor: str) -> int:
    if cursor not in names:
        raise NoSuchReference(PHYSICAL_BUNDLE.called, cursor, param=param)
    return names.index(cursor)
