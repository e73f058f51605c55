"""What changed in an object, as an event tells it (docs.stripe.com/api/events/object, data.previous_attributes)."""

from typing import Any

from emulator.providers.stripe.service.books.kinds import Body


def previous_attributes(before: Body, after: Body) -> Body:
    """Return the old values of what changed; of hashes only the members that did, of arrays always the whole."""
    names = [name for name in (*before, *(name for name in after if name not in before)) if not name.startswith("_")]
    return {name: _previous(before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def _previous(before: Any, after: Any) -> Any:
    if isinstance(before, dict) and isinstance(after, dict):
        return previous_attributes(before, after)
    return before
