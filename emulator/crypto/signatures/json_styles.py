"""One JSON text written again as the common serializers would write it, to find the text that was really hashed."""

import json
from collections.abc import Iterator
from itertools import product
from typing import Final, NamedTuple

LARGEST: Final = 256 * 1024
"""Bytes; a longer text is not written out again in every style."""


class Layout(NamedTuple):
    """Where a serializer puts blanks and line ends."""

    name: str
    separators: tuple[str, str]
    indent: int | None


class Order(NamedTuple):
    """In which order a serializer writes the members."""

    name: str
    sort_keys: bool


class Alphabet(NamedTuple):
    """Whether a serializer escapes what is not ASCII."""

    name: str
    ensure_ascii: bool


LAYOUTS: Final = (
    Layout("compact", (",", ":"), None),
    Layout("with blanks after comma and colon", (", ", ": "), None),
    Layout("indented by 2", (",", ": "), 2),
    Layout("indented by 4", (",", ": "), 4),
)
ORDERS: Final = (Order("", sort_keys=False), Order(", keys sorted", sort_keys=True))
ALPHABETS: Final = (Alphabet("", ensure_ascii=False), Alphabet(", escaped to ASCII", ensure_ascii=True))


def rewritten(text: bytes) -> Iterator[tuple[str, bytes]]:
    """Give (style, bytes) for every way of writing the JSON `text`; nothing when it is not JSON or too long."""
    try:
        value = json.loads(text) if len(text) <= LARGEST else None
    except (ValueError, RecursionError):
        return
    if not isinstance(value, dict | list):
        return
    for layout, order, alphabet in product(LAYOUTS, ORDERS, ALPHABETS):
        written = json.dumps(
            value,
            separators=layout.separators,
            indent=layout.indent,
            sort_keys=order.sort_keys,
            ensure_ascii=alphabet.ensure_ascii,
        )
        name = layout.name + order.name + alphabet.name
        octets = written.encode("utf-8", "replace")
        yield name, octets
        yield f"{name}, with a line end", octets + b"\n"
