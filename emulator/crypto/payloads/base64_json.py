"""A JSON object written in standard base64 with padding: the envelope of Mastercard's push-provisioning values."""

import base64
import binascii
import json
from collections.abc import Mapping


class NotBase64(ValueError):
    """The text is not standard base64 with padding."""


class NotAnObject(ValueError):
    """The base64 is not that of a JSON object."""


def write(members: Mapping[str, object]) -> str:
    """Return the base64 of the compact JSON of `members`, in their order."""
    return base64.b64encode(json.dumps(members, separators=(",", ":"), ensure_ascii=False).encode()).decode("ascii")


def read(text: str) -> dict[str, object]:
    """Return the members. Raises `NotBase64` or `NotAnObject`."""
    try:
        octets = binascii.a2b_base64(text, strict_mode=True)
    except ValueError as error:
        raise NotBase64("not standard base64 with padding") from error
    try:
        members = json.loads(octets)
    except (ValueError, RecursionError) as error:
        raise NotAnObject("the base64 is not that of JSON") from error
    if not isinstance(members, dict):
        raise NotAnObject("the base64 is that of JSON, but not of an object")
    return members


def applied_twice(text: str) -> bool:
    """Tell whether `text` is the base64 of the base64 of a JSON object."""
    try:
        once = binascii.a2b_base64(text, strict_mode=True).decode("ascii")
        read(once)
    except ValueError:
        return False
    return True
