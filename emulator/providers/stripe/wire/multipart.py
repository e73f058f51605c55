"""Forms with files in them (RFC 7578), as package stripe uploads them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from emulator.core.message import Fields, Request
from emulator.core.wire import Malformed
from emulator.crypto.diagnosis import Finding
from emulator.providers.stripe.wire import form

MEDIA_TYPE: Final = "multipart/form-data"

_BOUNDARY: Final = re.compile(r'boundary="?([^";,\s]{1,70})"?', re.IGNORECASE)
_PARAMETER: Final = re.compile(rb'(name|filename)="([^"\r\n]*)"')
_TYPE: Final = re.compile(rb"^content-type:\s*([^\s;]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One part: a field, or a file where it has a file name."""

    name: str
    filename: str | None
    media_type: str
    content: bytes


def decode(request: Request) -> Fields:
    """Return the fields of a body in parts; a file is a hash of `filename`, `media_type` and `size`.

    Raises:
        Malformed: the parts cannot be told apart.
    """
    parts = list(parts_of(request))
    fields = form.decode(b"&".join(_pair(part) for part in parts if part.filename is None))
    return {**fields, **{part.name: _upload(part) for part in parts if part.filename is not None}}


def parts_of(request: Request) -> Iterator[Part]:
    """Yield the parts of the body.

    Raises:
        Malformed: the header names no boundary, or the body does not keep to it.
    """
    found = _BOUNDARY.search(request.header("content-type"))
    if found is None:
        raise _malformed("the Content-Type names no boundary")
    _preamble, *rest = (b"\r\n" + request.body).split(b"\r\n--" + found[1].encode(errors="replace"))
    if not rest or not rest[-1].startswith(b"--"):
        raise _malformed("the last part is not closed")
    return (_part(raw) for raw in rest[:-1])


def _part(raw: bytes) -> Part:
    head, separator, content = raw.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    found = {name: value.decode(errors="replace") for name, value in _PARAMETER.findall(head)}
    if not separator or b"name" not in found:
        raise _malformed("a part has no name")
    media_type = _TYPE.search(head)
    return Part(found[b"name"], found.get(b"filename"), media_type[1].decode(errors="replace") if media_type else "", content)


def _pair(part: Part) -> bytes:
    return _quoted(part.name.encode()) + b"=" + _quoted(part.content)


def _quoted(raw: bytes) -> bytes:
    return raw.replace(b"%", b"%25").replace(b"&", b"%26").replace(b"+", b"%2B").replace(b"=", b"%3D")


def _upload(part: Part) -> dict[str, Any]:
    return {"filename": part.filename, "media_type": part.media_type, "size": len(part.content)}


def _malformed(message: str) -> Malformed:
    return Malformed(Finding(check="body", cause="not_multipart", message=message, fix="send multipart/form-data, as the SDKs do"))
