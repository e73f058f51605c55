"""Every message of an API by the name of its contract: what travels, and what it reads like when it is opened."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final, TypeAlias

from pydantic import BaseModel

from emulator.contracts.schema import Direction, Schema, complete_schema_of, schema_of, without_members
from emulator.contracts.sealing import is_sealed, travelling
from emulator.core.operation import AnyOperation, Fidelity, Notice, Question
from emulator.core.provider import Api

PATH_PARAMETER: Final = re.compile(r"\{(\w+)\}")
WITHOUT_BODY: Final = frozenset({"GET", "HEAD", "DELETE"})

Messages: TypeAlias = dict[str, Schema]
"""Schemas by the name of their contract."""


def messages(api: Api) -> Messages:
    """Return the schemas of an API by contract name: `<operation>.request`, `<notice>.notice`, `errors`, `*.opened`.

    A stub has no contract but the errors: it promises nothing else.
    """
    found: dict[str, Schema] = {}
    for operation in api.operations:
        if operation.fidelity is not Fidelity.STUB:
            found |= _of_operation(api, operation)
    for notice in api.notices:
        found |= _beside_path(notice, _forms(api, f"{notice.name}.notice", _Told(notice.message, notice.sealed)))
    for question in api.questions:
        told = _Told(question.request, question.sealed_request)
        found |= _beside_path(question, _forms(api, f"{question.name}.question", told))
        found |= _forms(api, f"{question.name}.answer", _Heard(question.response, question.sealed_response))
    model = error_model(api)
    return found | (_forms(api, "errors", _Told(model)) if model else {})


def error_model(api: Api) -> type[BaseModel] | None:
    """Return the model of an API's error bodies, where its wire names one (`error_model`)."""
    model = getattr(api.wire, "error_model", None)
    return model if isinstance(model, type) and issubclass(model, BaseModel) else None


def refuses_with_success(api: Api) -> bool:
    """Say whether refusals come with the status of a success: so they do where the table of refusals names no status."""
    answers = list(api.wire.refusals.values())
    return bool(answers) and not any(hasattr(answer, "status") or isinstance(answer, tuple) for answer in answers)


def path_parameters(row: AnyOperation | Notice | Question) -> list[str]:
    """Return the names of what stands in braces in a row's path."""
    return PATH_PARAMETER.findall(row.path)


def has_body(operation: AnyOperation) -> bool:
    """Say whether the request is a body; else its members travel in path and query."""
    return operation.method not in WITHOUT_BODY


@dataclass(frozen=True)
class _Told:
    """A message that the emulator writes, with the paths of its sealed members."""

    model: type[BaseModel]
    sealed: tuple[str, ...] = ()
    direction: ClassVar[Direction] = "serialization"


@dataclass(frozen=True)
class _Heard(_Told):
    """A message that the emulator reads."""

    direction: ClassVar[Direction] = "validation"


def _of_operation(api: Api, operation: AnyOperation) -> dict[str, Schema]:
    asked = _forms(api, f"{operation.name}.request", _Heard(operation.request, operation.sealed_request))
    if has_body(operation):
        asked = _beside_path(operation, asked)
    answered = _forms(api, f"{operation.name}.response", _Told(operation.response, operation.sealed_response))
    return {name: schema for name, schema in asked.items() if _says_something(schema)} | answered


def _beside_path(row: AnyOperation | Notice | Question, forms: dict[str, Schema]) -> dict[str, Schema]:
    """Return a row's messages without what stands in its path."""
    in_path = set(path_parameters(row))
    return {name: _without(schema, in_path) if in_path else schema for name, schema in forms.items()}


def _without(schema: Schema, names: set[str]) -> Schema:
    rest = without_members(schema, names)
    if "examples" not in rest:
        return rest
    examples = [{name: value for name, value in example.items() if name not in names} for example in rest["examples"]]
    return {**rest, "examples": examples}


def _says_something(schema: Schema) -> bool:
    return bool(schema.get("properties")) or schema.get("type") != "object"


def _forms(api: Api, name: str, message: _Told) -> dict[str, Schema]:
    # A wire says so (`writes_nulls`) when its answers hold every member, null where there is nothing to say.
    make = complete_schema_of if getattr(api.wire, "writes_nulls", False) else schema_of
    opened = make(message.model, message.direction)
    if not is_sealed(opened):
        return {name: opened}
    return {name: travelling(opened, message.sealed), f"{name}.opened": opened}
