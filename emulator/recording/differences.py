"""Where two JSON values differ, by path."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from emulator.logs import mask

ABSENT: Final = object()
LONGEST: Final = 120

Value = Any


@dataclass(frozen=True)
class Difference:
    """One place (a JSON pointer, RFC 6901) and what stands there on tape and live; `ABSENT` for nothing at all."""

    pointer: str
    taped: Value
    live: Value

    def is_at(self, places: Iterable[str]) -> bool:
        """Say whether the place ends like one of these: the name of a member, or several with dots between them."""
        names = ".".join(part for part in self.pointer.split("/") if part and not part.isdecimal())
        return any(f".{names}".endswith(f".{place}") for place in places)

    @property
    def is_item(self) -> bool:
        """Whether the place is one of a list."""
        return self.pointer.rpartition("/")[2].isdecimal()

    def __str__(self) -> str:
        if self.live is ABSENT:
            return f"{self.pointer}: missing (on tape: {_shown(self.taped)})"
        if self.taped is ABSENT:
            return f"{self.pointer}: not on tape (live: {_shown(self.live)})"
        return f"{self.pointer}: {_shown(self.taped)} on tape, {_shown(self.live)} live"


def differences(taped: Value, live: Value, pointer: str = "") -> Iterator[Difference]:
    """Give every place at which two JSON values differ, `1` and `1.0`, `true` and `1` too."""
    if isinstance(taped, Mapping) and isinstance(live, Mapping):
        yield from _between_objects(taped, live, pointer)
    elif isinstance(taped, list) and isinstance(live, list):
        yield from _between_lists(taped, live, pointer)
    elif type(taped) is not type(live) or taped != live:
        yield Difference(pointer, taped, live)


def _between_objects(taped: Mapping[str, Value], live: Mapping[str, Value], pointer: str) -> Iterator[Difference]:
    for name in dict.fromkeys((*taped, *live)):
        place = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
        if name in taped and name in live:
            yield from differences(taped[name], live[name], place)
        else:
            yield Difference(place, taped.get(name, ABSENT), live.get(name, ABSENT))


def _between_lists(taped: Sequence[Value], live: Sequence[Value], pointer: str) -> Iterator[Difference]:
    for index in range(max(len(taped), len(live))):
        one = taped[index] if index < len(taped) else ABSENT
        other = live[index] if index < len(live) else ABSENT
        if one is ABSENT or other is ABSENT:
            yield Difference(f"{pointer}/{index}", one, other)
        else:
            yield from differences(one, other, f"{pointer}/{index}")


def _shown(value: Value) -> str:
    text = mask(repr(value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
