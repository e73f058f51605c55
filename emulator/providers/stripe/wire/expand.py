"""Objects as callers see them: what belongs inside put inside, ids replaced by objects where that is asked for.

Rules: docs.stripe.com/api/expanding_objects. Only the first segment of a path is checked; what leads nowhere further down stays an id.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from emulator.core.context import Context
from emulator.providers.stripe.service.books.kinds import BY_NAME, Body, ObjectType, type_of
from emulator.providers.stripe.service.books.refusals import NotExpandable, TooDeeplyExpanded
from emulator.providers.stripe.service.books.shelf import find, ordered
from emulator.storage.unit import Unit

DEEPEST: Final = 4
LIST: Final = "list"

Tree = dict[str, "Tree"]
"""What to expand: `{"card": {"cardholder": {}}}` for `card.cardholder`."""

Asked = Callable[[Context, Unit, Body], Awaitable[Any]]
"""Finds the value of a member that is shown only when asked for; None where this object has none to show."""

NOTHING: Final[Mapping[str, Asked]] = {}


def expansions(paths: Iterable[str]) -> Tree:
    """Return the paths of a call as a tree.

    Raises:
        TooDeeplyExpanded: one has more than four levels.
    """
    tree: Tree = {}
    for path in paths:
        at = tree
        segments = path.split(".")
        if len(segments) > DEEPEST + (segments[0] == "data"):
            raise TooDeeplyExpanded(f"You cannot expand more than {DEEPEST} levels of a property. You tried to expand: {path}")
        for segment in segments:
            at = at.setdefault(segment, {})
    return tree


@dataclass(frozen=True)
class View:
    """Shows objects to one caller; whatever belongs inside several of them is fetched once."""

    ctx: Context
    unit: Unit
    asked: Mapping[str, Asked] = field(default_factory=lambda: NOTHING)
    _known: dict[str, Body] = field(default_factory=dict)

    async def of(self, body: Body, tree: Tree) -> Body:
        """Return the object or list as an answer shows it.

        Raises:
            NotExpandable: the caller asks to expand what is no id.
        """
        if body.get("object") == LIST:
            return await self._list(body, tree)
        of = BY_NAME.get(body.get("object", ""))
        if of is None:
            return await self._plain(body, tree)
        whole = await self._whole(of, body, tree)
        rest = {name: inner for name, inner in tree.items() if name not in of.whole}
        if not rest:
            return whole
        expanded = {name: await self._member(of, whole, (name, inner)) for name, inner in rest.items() if name not in of.asked}
        wanted = {name: await self.asked[name](self.ctx, self.unit, body) for name in rest if name in self.asked}
        added = {name: value for name, value in {**expanded, **wanted}.items() if value is not None or name in whole}
        return ordered({**whole, **added})

    async def _list(self, body: Body, tree: Tree) -> Body:
        inner = tree.get("data", {})
        data = [await self.of(item, inner) for item in body["data"]]
        if stray := [name for name in tree if name != "data"]:
            raise NotExpandable(_stray(stray[0], body))
        return {**body, "data": data}

    async def _plain(self, body: Body, tree: Tree) -> Body:
        for name in tree:
            raise NotExpandable(_no(name, body))
        return body

    async def _whole(self, of: ObjectType, body: Body, tree: Tree) -> Body:
        shown = {name: value for name, value in body.items() if name[0] != "_"}
        for name in of.whole:
            shown[name] = await self._fetched(shown.get(name), tree.get(name, {}))
        return of.finish(shown) if of.finish else shown

    async def _member(self, of: ObjectType, body: Body, wanted: tuple[str, Tree], *, inside: str = "") -> Any:
        """Return one member, expanded; `inside` is the path of the hash that holds it."""
        name, tree = wanted
        path = inside + name
        value = body.get(name)
        if path in of.links:
            return await self._fetched(value, tree)
        if tree and any(link.startswith(f"{path}.") for link in of.links):
            return value and {
                **value,
                **{key: await self._member(of, value, (key, inner), inside=f"{path}.") for key, inner in tree.items()},
            }
        raise NotExpandable(_no(path, body))

    async def _fetched(self, value: Any, tree: Tree) -> Any:
        if isinstance(value, list):
            return [await self._fetched(item, tree) for item in value]
        of = type_of(value) if isinstance(value, str) else None
        if of is None:
            return value
        if not tree and value in self._known:
            return self._known[value]
        found = await find(self.unit, of, value)
        if found is None:
            return value
        shown = await self.of(found, tree)
        if not tree:
            self._known[value] = shown
        return shown


def _no(path: str, body: Body) -> str:
    exists = path.rpartition(".")[2] in body
    return (
        f"This property cannot be expanded ({path})." if exists else f"This property cannot be expanded because it doesn't exist: {path}."
    )


def _stray(name: str, body: Body) -> str:
    return f"{_no(name, body)} You may want to try expanding 'data.{name}' instead."
