"""Members of which exactly one may be given: what is refused when there are more, or none."""

from collections.abc import Iterable
from typing import Any, Final

from emulator.providers.mdes.reasons import Refusal

# The names are Mastercard's; which one answers what is our own choice.
TOO_MUCH: Final = "INVALID_CONDITIONAL_FIELD"
TOO_LITTLE: Final = "MISSING_CONDITIONAL_FIELD"


def the_one(call: Any, members: Iterable[str]) -> str:
    """Return the name of the only one of these members that is given.

    Raises:
        Refusal: two are given, or none is.
    """
    names = list(members)
    given = [name for name in names if getattr(call, name) is not None]
    if not given:
        raise Refusal(TOO_LITTLE, member=names[0])
    if len(given) > 1:
        raise Refusal(TOO_MUCH, member=given[1])
    return given[0]
