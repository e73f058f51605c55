"""Moments as MDES writes them, and the validity end that a client may put into anything it encrypts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from emulator.domain.errors import InvalidField, StaleData

VALID_UNTIL: Final = "dataValidUntilTimestamp"
# developer.mastercard.com, MDES Digital Enablement: refused when it lies further ahead; half an hour is advised.
FURTHEST: Final = timedelta(days=30)


def written(moment: datetime) -> str:
    """Return ISO 8601 with milliseconds and `Z`: 24 characters."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def refuse_stale(opened: Any, *, wall: datetime) -> None:
    """Check every validity end inside what was encrypted against the machine's time, by which the client wrote it.

    Raises:
        StaleData: one has passed, or lies more than 30 days ahead.
        InvalidField: one is not a moment.
    """
    for text in _ends(opened):
        until = _read(text)
        if not wall <= until <= wall + FURTHEST:
            raise StaleData(VALID_UNTIL)


def _ends(opened: Any) -> Iterator[Any]:
    stack = [opened]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            stack.extend(value for value in item.values() if isinstance(value, dict | list))
            if item.get(VALID_UNTIL) is not None:
                yield item[VALID_UNTIL]


def _read(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise InvalidField(VALID_UNTIL, "format") from None
    if moment.tzinfo is None:
        raise InvalidField(VALID_UNTIL, "format")
    return moment
