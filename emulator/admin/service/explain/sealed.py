"""The messages that travel sealed, found in the rows of every API."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from emulator.core.operation import AnyOperation, Question
from emulator.core.provider import Api

# Models of sealed members carry this keyword in their schema; where they have this member, it is what is sealed.
MARK: Final = "x-sealed"
PAYLOAD: Final = "encryptedData"


@dataclass(frozen=True)
class SealedMessage:
    """A message that travels sealed, and where."""

    name: str
    at: str
    kind: Any

    def knows(self, value: Mapping[str, Any]) -> int:
        """Return how many of a value's members such a message has."""
        models = [kind for kind in (self.kind, *get_args(self.kind)) if isinstance(kind, type) and issubclass(kind, BaseModel)]
        members = {name for model in models for field, row in model.model_fields.items() for name in (field, row.alias)}
        return len(members & set(value))

    def is_it(self, value: Mapping[str, Any]) -> bool:
        """Say whether a value is such a message, and nothing in it is unknown to it."""
        return self.knows(value) == len(value) and self.problems(value) is None

    def problems(self, value: Any) -> ValidationError | None:
        """Return what keeps a value from being such a message; None when nothing does."""
        try:
            TypeAdapter(self.kind).validate_python(value)
        except ValidationError as error:
            return error
        return None


def sealed_messages(apis: Iterable[Api]) -> Iterator[SealedMessage]:
    """Give every message that travels sealed, once, with the first place in which it does."""
    known = set[Any]()
    for api in apis:
        rows: tuple[AnyOperation | Question, ...] = (*api.operations, *api.questions)
        for row in rows:
            for model in _models((row.request, row.response)):
                if (kind := _sealed_kind(model)) is not None and kind not in known:
                    known.add(kind)
                    yield SealedMessage(getattr(kind, "__name__", str(kind)), f"{api.name}.{row.name}", kind)


def _sealed_kind(model: type[BaseModel]) -> Any:
    extra = model.model_config.get("json_schema_extra")
    if not isinstance(extra, dict) or MARK not in extra:
        return None
    member = model.model_fields.get(PAYLOAD)
    return member.annotation if member else model


def _models(roots: Iterable[Any]) -> Iterator[type[BaseModel]]:
    seen, waiting = set[Any](), list(roots)
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
            seen.add(kind)
            yield kind
            waiting += [field.annotation for field in kind.model_fields.values()]
        waiting += get_args(kind)
