"""What changed between two versions of the contracts, and whether it breaks who relied on the older one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from emulator.contracts.checks.library import Library

Schema = Mapping[str, Any]

# Contracts that a client reads; the others it writes. A question is read, its answer written.
READ: Final = ("response", "notice", "question", "errors")
# Keywords that make a schema narrower the larger, or the smaller, their value is.
LOWER_BOUNDS: Final = ("minLength", "minimum", "minItems", "exclusiveMinimum", "minProperties")
UPPER_BOUNDS: Final = ("maxLength", "maximum", "maxItems", "exclusiveMaximum", "maxProperties")


@dataclass(frozen=True)
class Change:
    """One change: in which contract, where, what, and whether it breaks."""

    contract: str
    place: str
    what: str
    breaks: bool

    def __str__(self) -> str:
        return f"{'breaking' if self.breaks else 'safe    '} {self.contract} {self.place or '/'}: {self.what}"


def changes(old: Library, new: Library) -> list[Change]:
    """Return every change from one version to the other, by contract."""
    found: list[Change] = []
    for name in sorted({*old.names, *new.names}):
        if not new.has(name):
            found.append(Change(name, "", "is gone", breaks=True))
        elif not old.has(name):
            found.append(Change(name, "", "is new", breaks=False))
        else:
            found += _Comparison(name, old.schema(name), new.schema(name)).changes()
    return found


def is_read(name: str) -> bool:
    """Say whether a client reads messages of this contract: where it does, what is narrower is safe, and what is wider breaks."""
    kind = name.rpartition("/")[2].removesuffix(".opened").rpartition(".")[2]
    return kind in READ


class _Comparison:
    """Two versions of one contract."""

    def __init__(self, name: str, old: Schema, new: Schema) -> None:
        self._name = name
        self._old = old
        self._new = new
        self._is_read = is_read(name)
        self._seen: set[tuple[str, str]] = set()

    def changes(self) -> Iterator[Change]:
        yield from self._between(self._old, self._new, "")

    def _between(self, old: Schema, new: Schema, place: str) -> Iterator[Change]:
        key = f"{old.get('$ref')}", f"{new.get('$ref')}"
        if key != ("None", "None"):
            if key in self._seen:
                return
            self._seen.add(key)
        old, new = _resolved(self._old, old), _resolved(self._new, new)
        yield from self._members(old, new, place)
        yield from self._values(old, new, place)
        if isinstance(old.get("items"), dict) and isinstance(new.get("items"), dict):
            yield from self._between(old["items"], new["items"], f"{place}/*")

    def _members(self, old: Schema, new: Schema, place: str) -> Iterator[Change]:
        before, after = old.get("properties", {}), new.get("properties", {})
        must_before, must_after = set(old.get("required", [])), set(new.get("required", []))
        for name in dict.fromkeys((*before, *after)):
            inner = f"{place}/{name}"
            if name not in after:
                # A member that is not known any more is passed over in requests, and missed in answers.
                yield self._change(inner, "is gone", breaks=self._is_read)
            elif name not in before:
                yield self._change(inner, "is new", breaks=name in must_after and not self._is_read)
            else:
                yield from self._necessity(inner, was=name in must_before, now=name in must_after)
                yield from self._between(before[name], after[name], inner)

    def _necessity(self, place: str, *, was: bool, now: bool) -> Iterator[Change]:
        if was != now:
            yield self._change(place, "is required" if now else "may be missing", breaks=self._is_read is was)

    def _values(self, old: Schema, new: Schema, place: str) -> Iterator[Change]:
        for keyword in ("type", "pattern", "const", "format"):
            if old.get(keyword) != new.get(keyword):
                yield self._change(place, f"{keyword} was {old.get(keyword)}, is {new.get(keyword)}", breaks=True)
        yield from self._choices(old.get("enum"), new.get("enum"), place)
        for keyword in (*LOWER_BOUNDS, *UPPER_BOUNDS):
            before, after = old.get(keyword), new.get(keyword)
            if before != after:
                narrower = _is_narrower(keyword, before, after)
                yield self._change(place, f"{keyword} was {before}, is {after}", breaks=narrower is not self._is_read)

    def _choices(self, old: Any, new: Any, place: str) -> Iterator[Change]:
        if old is None or new is None:
            if old != new:
                yield self._change(place, f"enum was {old}, is {new}", breaks=(new is None) is self._is_read)
            return
        for value in [choice for choice in old if choice not in new]:
            yield self._change(place, f"{value!r} is none of the values any more", breaks=not self._is_read)
        for value in [choice for choice in new if choice not in old]:
            yield self._change(place, f"{value!r} is one more of the values", breaks=self._is_read)

    def _change(self, place: str, what: str, *, breaks: bool) -> Change:
        return Change(self._name, place, what, breaks)


def _resolved(document: Schema, schema: Schema) -> Schema:
    reference = schema.get("$ref", "")
    found: Schema = document.get("$defs", {}).get(reference.rpartition("/")[2], {}) if reference else {}
    return {**found, **schema} if reference else schema


def _is_narrower(keyword: str, before: Any, after: Any) -> bool:
    if before is None or after is None:
        return before is None
    return bool(after > before) if keyword in LOWER_BOUNDS else bool(after < before)
