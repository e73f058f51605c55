"""Members of a request that no message knows: passed over, and remarked on."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, get_args

from pydantic import BaseModel

from emulator.crypto.diagnosis import Finding

MOST_NAMED: Final = 10


def remark(message: type[BaseModel], fields: Mapping[str, Any]) -> Finding | None:
    """Return a finding that names the members that `message` does not know, or None when it knows all."""
    names = list(unknown(message, fields))
    if not names:
        return None
    return Finding(
        check="message",
        cause="unknown_field",
        message=f"not known, and passed over: {', '.join(names[:MOST_NAMED])}",
        fix="check the spelling; MDES may refuse what it does not know with UNRECOGNIZED_FIELD",
    )


def unknown(message: type[BaseModel], value: Any, place: str = "") -> Iterator[str]:
    """Give the dotted names of the members that `message` does not know, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from unknown(message, item, place)
    if not isinstance(value, dict):
        return
    inner = members(message)
    for name, item in value.items():
        if name not in inner:
            # A name can hold anything, digits of a card too: show no more than a name needs.
            yield f"{place}{name[:40]}"
        elif (model := inner[name]) is not None:
            yield from unknown(model, item, f"{place}{name}.")


@cache
def members(message: type[BaseModel]) -> Mapping[str, type[BaseModel] | None]:
    """Return the members of a message, each with the message inside it, if there is one."""
    return {name: _model_in(field.annotation) for name, field in message.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)
