"""Lists, page by page, newest first (docs.stripe.com/api/pagination)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from emulator.providers.stripe.service.books.kinds import Body, ObjectType
from emulator.providers.stripe.service.books.refusals import NoSuchReference
from emulator.providers.stripe.wire.parameters import Paged, Range
from emulator.storage.unit import Unit

Test = Callable[[Body], bool]

_PAGING: Final = ("limit", "starting_after", "ending_before")
# How many objects are read at once where some will not meet the filters.
_STRIDE: Final = 200


async def page(unit: Unit, of: ObjectType, message: Paged, *, meets: Test | None = None) -> Body:
    """Return the page that a call asks for, with its objects in their unexpanded form.

    Every other parameter of the call is a filter: the member of that name must have that value, or lie in that range;
    `meets` replaces these.

    Raises:
        NoSuchReference: the cursor is no object's id.
    """
    search = _search(of, message, meets)
    if message.ending_before:
        found = await _collect(unit, search, _Walk(await _place(unit, of, ("ending_before", message.ending_before)), backwards=True))
        return as_list(reversed(found[: message.limit]), of.url, has_more=len(found) > message.limit)
    start = await _place(unit, of, ("starting_after", message.starting_after)) if message.starting_after else None
    found = await _collect(unit, search, _Walk(start))
    return as_list(found[: message.limit], of.url, has_more=len(found) > message.limit)


def as_list(data: Iterable[Body], url: str, *, has_more: bool) -> Body:
    """Return objects as a list object."""
    return {"object": "list", "data": list(data), "has_more": has_more, "url": url}


def meeting(filters: dict[str, Any]) -> Test:
    """Return the test that an object must pass: each member equal to its filter, or within it."""

    def meets(body: Body) -> bool:
        return all(_holds(wanted, body.get(name)) for name, wanted in filters.items())

    return meets


@dataclass(frozen=True, slots=True)
class _Search:
    of: ObjectType
    where: tuple[str, str] | None
    meets: Test | None
    most: int


@dataclass(frozen=True, slots=True)
class _Walk:
    """From where, and which way: to older objects, or backwards to newer ones."""

    start: int | None
    backwards: bool = False


def _search(of: ObjectType, message: Paged, meets: Test | None) -> _Search:
    filters = {name: getattr(message, name) for name in message.model_fields_set - {"expand", *_PAGING}}
    filters = {name: wanted for name, wanted in filters.items() if wanted is not None}
    index = next((name for name in of.kind.indexes if isinstance(filters.get(name), str)), None)
    where = (index, str(filters.pop(index))) if index and meets is None else None
    return _Search(of, where, meets or (meeting(filters) if filters else None), message.limit + 1)


async def _collect(unit: Unit, search: _Search, walk: _Walk) -> list[Body]:
    found: list[Body] = []
    stride = _STRIDE if search.meets else search.most
    at = walk.start
    while True:
        rows = await _rows(unit, search, _Walk(at, walk.backwards), most=stride)
        found += (body for _, body in rows if search.meets is None or search.meets(body))
        if len(found) >= search.most or len(rows) < stride:
            return found
        at = rows[-1][0]


async def _rows(unit: Unit, search: _Search, walk: _Walk, *, most: int) -> list[tuple[int, Body]]:
    kind = search.of.kind
    if walk.backwards:
        return await unit.documents.newer(kind, most=most, than=walk.start or 0, where=search.where)
    return await unit.documents.older(kind, most=most, than=walk.start, where=search.where)


async def _place(unit: Unit, of: ObjectType, cursor: tuple[str, str]) -> int:
    param, object_id = cursor
    place = await unit.documents.seq_of(of.kind, object_id)
    if place is None:
        raise NoSuchReference(of.called, object_id, param=param)
    return place


def _holds(wanted: Any, value: Any) -> bool:
    return wanted.holds(value) if isinstance(wanted, Range) else bool(wanted == value)
