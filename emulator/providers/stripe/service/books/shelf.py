"""Objects as documents: found by id, or refused in the words that Stripe has for it."""

from typing import Any, Final

from emulator.providers.stripe.service.books.kinds import Body, ObjectType
from emulator.providers.stripe.service.books.refusals import NoSuchObject, NoSuchReference
from emulator.providers.stripe.service.books.stock import STOCK
from emulator.storage.unit import Unit

# Put in front one after the other.
FIRST: Final = ("object", "id")
NESTED: Final = (dict, list)


async def find(unit: Unit, of: ObjectType, object_id: str) -> Body | None:
    """Return an object in its unexpanded form, or None."""
    return await unit.documents.get(of.kind, object_id) or STOCK.get(object_id)


async def get(unit: Unit, of: ObjectType, object_id: str) -> Body:
    """Return the object that a path names, for reading.

    Raises:
        NoSuchObject: there is none.
    """
    return _found(await find(unit, of, object_id), of, object_id)


async def hold(unit: Unit, of: ObjectType, object_id: str) -> Body:
    """Return the object that a path names and keep others from changing it until the unit ends.

    Raises:
        NoSuchObject: there is none.
    """
    return _found(await unit.documents.hold(of.kind, object_id), of, object_id)


async def referred(unit: Unit, of: ObjectType, object_id: str, *, param: str) -> Body:
    """Return the object that a parameter names, and keep others from changing it until the unit ends.

    Raises:
        NoSuchReference: there is none.
    """
    found = await unit.documents.hold(of.kind, object_id)
    if found is None:
        raise NoSuchReference(of.called, object_id, param=param)
    return found


def arranged(body: Body) -> Body:
    """Return an object with its members in Stripe's order: id, object, then by name; hashes inside likewise."""
    return {name: _arranged(value) if isinstance(value := body[name], NESTED) else value for name in _in_order(body)}


def ordered(body: Body) -> Body:
    """Return the same of the outermost members alone."""
    return {name: body[name] for name in _in_order(body)}


def _in_order(body: Body) -> list[str]:
    names = sorted(body)
    for first in FIRST:
        if first in body:
            names.remove(first)
            names.insert(0, first)
    return names


def _arranged(value: Any) -> Any:
    if isinstance(value, dict):
        return arranged(value)
    return [_arranged(item) if isinstance(item, NESTED) else item for item in value]


def _found(body: Body | None, of: ObjectType, object_id: str) -> Body:
    if body is None:
        raise NoSuchObject(of.called, object_id, param=of.param)
    return body
