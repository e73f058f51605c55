"""Pages: an opaque cursor says where the one before ended."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from emulator.domain.errors import InvalidField

T = TypeVar("T")
Place = tuple[int, str]

# Before every row: no moment is later.
START: Final[Place] = (2**63 - 1, "")


@dataclass(frozen=True, slots=True)
class Cut(Generic[T]):
    """What fits on a page, and the cursor of the next one."""

    rows: list[T]
    next_cursor: str | None


def cut(rows: Sequence[T], limit: int, place_of: Callable[[T], Place]) -> Cut[T]:
    """Return the first `limit` of `rows`; the caller read one more than that to learn whether there is a next page."""
    kept = list(rows[:limit])
    return Cut(kept, cursor_at(place_of(kept[-1])) if len(rows) > limit else None)


def cursor_at(place: Place) -> str:
    """Return the cursor for what comes after a place."""
    return urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_at(cursor: str | None) -> Place:
    """Return the place that a cursor stands for; `START` without one.

    Raises:
        InvalidField: it is none of ours.
    """
    if cursor is None:
        return START
    try:
        moment, name = json.loads(urlsafe_b64decode(cursor.encode() + b"=="))
        if type(moment) is int and abs(moment) < 2**63 and isinstance(name, str) and "\0" not in name:
            return moment, name
    except (ValueError, TypeError):
        pass
    raise InvalidField("cursor", "not a cursor that this API gave out")
