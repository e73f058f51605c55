"""Bodies as they stand in a file: JSON as JSON, other text as text, everything else in base64."""

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

Json = Any


def exactly(octets: bytes) -> dict[str, Json]:
    """Return the member that holds a body from which the same bytes come again: `body`, `text`, `base64`, or none."""
    try:
        value = json.loads(octets)
        return {"body": value} if compact(value) == octets else {"text": octets.decode()}
    except ValueError:
        return _unstructured(octets)


def in_meaning(octets: bytes) -> dict[str, Json]:
    """Return the member that holds a body whose blanks and escapes do not matter."""
    try:
        return {"body": json.loads(octets)}
    except ValueError:
        return _unstructured(octets)


def octets_of(members: Mapping[str, Json]) -> bytes:
    """Return the bytes that one of the members `body`, `text` or `base64` stands for; empty without any."""
    if "body" in members:
        return compact(members["body"])
    if "text" in members:
        return str(members["text"]).encode()
    return base64.b64decode(members.get("base64", ""))


def compact(value: Json) -> bytes:
    """Return JSON the way the emulator writes it: UTF-8 without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def meaning(octets: bytes, media_type: str) -> Json:
    """Return what a body says, for comparing: a JSON value, the fields of a form, or the text itself; None for no body."""
    if not octets:
        return None
    if media_type == "application/x-www-form-urlencoded":
        return fields_of(octets.decode("utf-8", "replace"))
    try:
        return json.loads(octets)
    except ValueError:
        return octets.decode("utf-8", "backslashreplace")


def fields_of(text: str) -> dict[str, list[str]]:
    """Return the fields of a form or query, each with its values in their order."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def _unstructured(octets: bytes) -> dict[str, Json]:
    if not octets:
        return {}
    try:
        return {"text": octets.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(octets).decode()}
