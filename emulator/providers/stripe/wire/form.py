"""Nested forms: `a[b][0]=c`, as package stripe and other clients write them, to hashes and arrays of text, and back.

Keys repeat from call to call, so what their brackets mean is remembered.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote_to_bytes, urlencode

from emulator.core.message import Fields
from emulator.core.wire import Malformed
from emulator.crypto.diagnosis import Finding

MEDIA_TYPE: Final = "application/x-www-form-urlencoded"
DEEPEST: Final = 16
APPEND: Final = ""
# Longer keys are nobody's parameters, and would fill the memory.
_REMEMBERED: Final = 200

_KEY: Final = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_SEGMENT: Final = re.compile(r"\[([^\[\]]*)\]")

Path = tuple[str, ...]


class Items(list[Any]):
    """An array whose places were numbered; `names` are the numbers as they came, for who expects a hash."""

    def __init__(self, places: dict[str, Any]) -> None:
        ordered = sorted(places, key=int)
        super().__init__(places[place] for place in ordered)
        self.names = tuple(ordered)


class _Hash(dict[str, Any]):
    """A hash or an array that is still being read."""


def decode(form: bytes) -> Fields:
    """Return the fields of a form.

    Pairs are split at `&` and the first `=` before anything is decoded; only brackets of keys build structure. Numbered
    segments build arrays in the order of their numbers, `[]` appends; of a repeated key the last value holds.

    Raises:
        Malformed: not UTF-8, a NUL character, or nested too deeply.
    """
    root = _Hash()
    for key, value in _pairs(form):
        _put(root, _path(key), value)
    return {name: _closed(value) for name, value in root.items()}


def encode(fields: Fields) -> bytes:
    """Return hashes and arrays of text, numbers and truth values as a form; what is null is the empty text, which unsets."""
    return urlencode([pair for name, value in fields.items() for pair in _spelt(name, value)]).encode()


def _spelt(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        yield from (pair for name, one in inner for pair in _spelt(f"{key}[{name}]", one))
    else:
        yield key, _text_of(value)


def _text_of(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _pairs(form: bytes) -> Iterator[tuple[str, str]]:
    for pair in form.split(b"&"):
        if pair:
            key, _, value = pair.partition(b"=")
            yield _text(key), _text(value)


def _text(raw: bytes) -> str:
    if b"+" in raw:
        raw = raw.replace(b"+", b" ")
    if b"%" in raw:
        raw = unquote_to_bytes(raw)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise _malformed("not_utf8", "the form is not percent-encoded UTF-8") from None
    if "\0" in text:
        raise _malformed("nul_character", "the form holds a NUL character")
    return text


def _path(key: str) -> Path:
    return _remembered(key) if len(key) <= _REMEMBERED else _segments(key)


def _segments(key: str) -> Path:
    """Return the segments of a key; one whose brackets do not pair is a name like any other."""
    found = _KEY.fullmatch(key)
    if found is None:
        return (key,)
    path = (found[1], *_SEGMENT.findall(found[2]))
    if len(path) > DEEPEST:
        raise _malformed("nested_too_deeply", f"the form nests more than {DEEPEST} levels")
    return path


_remembered = lru_cache(maxsize=8_192)(_segments)


def _put(at: _Hash, path: Path, value: str) -> None:
    for name in path[:-1]:
        place = _place(at, name)
        inner = at.get(place)
        if not isinstance(inner, _Hash):
            inner = at[place] = _Hash()
        at = inner
    at[_place(at, path[-1])] = value


def _place(at: _Hash, name: str) -> str:
    return str(len(at)) if name == APPEND else name


def _closed(value: Any) -> Any:
    if not isinstance(value, _Hash):
        return value
    closed = {name: _closed(inner) for name, inner in value.items()}
    return Items(closed) if all(name.isascii() and name.isdigit() and len(name) <= 9 for name in closed) else closed


def _malformed(cause: str, message: str) -> Malformed:
    return Malformed(Finding(check="body", cause=cause, message=message, fix="send application/x-www-form-urlencoded, as the SDKs do"))
