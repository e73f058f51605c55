"""One OpenAPI 3.1 document for the APIs of a provider."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from emulator import __version__
from emulator.contracts.components import Components
from emulator.contracts.messages import Messages, error_model, has_body, messages, path_parameters, refuses_with_success
from emulator.contracts.schema import Schema, arranged
from emulator.core.operation import AnyOperation, Fidelity, Notice, Question
from emulator.core.provider import Api

VERSION: Final = "3.1.0"
SERVER: Final = {"url": "http://localhost:8081", "description": "the emulator where it listens by default"}
JSON: Final = "application/json"
NOTE: Final = (
    "What tsp-emulator answers, generated from the tables that answer it. The emulator is not affiliated with the provider; "
    "names say only what it is compatible with. Development only."
)


def openapi(apis: Sequence[Api], said: Mapping[str, Messages] | None = None) -> dict[str, Any]:
    """Return the document of one provider: an operation a row, a webhook a notice, what is sealed in its sealed form.

    `said` are the messages of each API by its name, where they are at hand.
    """
    book = _Book(apis, said or {api.name: messages(api) for api in apis})
    document = {
        "openapi": VERSION,
        "info": {"title": "; ".join(api.title for api in apis), "version": __version__, "description": NOTE},
        "servers": [SERVER],
        "tags": [{"name": short_name(api), "description": api.title} for api in apis],
        "paths": book.paths(),
        "webhooks": book.webhooks(),
        "components": {"schemas": {name: arranged(schema) for name, schema in sorted(book.components.schemas.items())}},
    }
    return {name: value for name, value in document.items() if value}


def short_name(api: Api) -> str:
    """Return the API's name without its provider's: `token_connect` of `mdes.token_connect`."""
    return api.name.rpartition(".")[2]


class _Book:
    """Writes the parts of one document, and collects their schemas on the way."""

    def __init__(self, apis: Sequence[Api], said: Mapping[str, Messages]) -> None:
        self.components = Components()
        self._apis = apis
        self._messages = said
        self._uses = Counter(operation.name for api in apis for operation in api.operations)

    def paths(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for api in self._apis:
            for operation in api.operations:
                found.setdefault(operation.path, {})[operation.method.lower()] = self._operation(api, operation)
        return found

    def webhooks(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for api in self._apis:
            rows: tuple[Notice | Question, ...] = (*api.notices, *api.questions)
            found |= {row.name: {"post": self._outbound(api, row)} for row in rows}
        return found

    def _operation(self, api: Api, operation: AnyOperation) -> dict[str, Any]:
        own = self._messages[api.name]
        asked = own.get(f"{operation.name}.request")
        written: dict[str, Any] = {
            "operationId": operation.name if self._uses[operation.name] == 1 else f"{short_name(api)}_{operation.name}",
            "summary": operation.summary,
            **_documented(operation.source),
            "tags": [short_name(api)],
            "x-fidelity": operation.fidelity.value,
            "responses": self._responses(api, operation),
        }
        parameters = self._parameters(api, operation, {} if asked is None or has_body(operation) else asked)
        if parameters:
            written["parameters"] = parameters
        if asked and has_body(operation):
            reference = self._add(api, asked, name=operation.request.__name__)
            written["requestBody"] = {"required": "required" in asked, "content": {JSON: {"schema": reference}}}
        return written

    def _parameters(self, api: Api, operation: AnyOperation, asked: Schema) -> list[dict[str, Any]]:
        members = self.components.members(asked, owner=_owner(api))
        in_path = path_parameters(operation)
        plain = {**_plain_members(operation), **members}
        found = [{"name": name, "in": "path", "required": True, "schema": plain.get(name, {"type": "string"})} for name in in_path]
        required = asked.get("required", [])
        queried = [name for name in members if name not in in_path]
        # A wire says so (`query_style`) when it writes arrays and objects in a query in a way of its own.
        style = getattr(api.wire, "query_style", {})
        nested = {name: style for name in queried if "$ref" in members[name] or members[name].get("type") == "array"}
        return found + [
            {"name": name, "in": "query", "required": name in required, **nested.get(name, {}), "schema": members[name]} for name in queried
        ]

    def _responses(self, api: Api, operation: AnyOperation) -> dict[str, Any]:
        own = self._messages[api.name]
        model = error_model(api)
        refused = self._add(api, own["errors"], name=model.__name__) if model else None
        # A wire says so (`error_media_type`) when its refusals are not plain JSON.
        media_type = getattr(api.wire, "error_media_type", JSON)
        found = {"default": _body("refused", refused, media_type)} if refused else {}
        if operation.fidelity is Fidelity.STUB:
            return found
        answered = self._add(api, own[f"{operation.name}.response"], name=operation.response.__name__)
        if refused and refuses_with_success(api):
            return {str(operation.status): _body("answered, or refused by the service", {"anyOf": [answered, refused]}), **found}
        return {str(operation.status): _body("answered", answered), **found}

    def _outbound(self, api: Api, row: Notice | Question) -> dict[str, Any]:
        own = self._messages[api.name]
        responses = {"2XX": {"description": "received"}}
        if isinstance(row, Question):
            kind, model = "question", row.request
            answer = self._add(api, own[f"{row.name}.answer"], name=row.response.__name__)
            responses = {"200": _body("decided", answer)}
        else:
            kind, model = "notice", row.message
        reference = self._add(api, own[f"{row.name}.{kind}"], name=model.__name__)
        return {
            "operationId": f"{kind}_{row.name}",
            "summary": row.summary,
            "description": f"Sent to `{row.path}` below the receiver's callback URL.",
            **_documented(row.source),
            "tags": [short_name(api)],
            "x-fidelity": row.fidelity.value,
            "requestBody": {"required": True, "content": {JSON: {"schema": reference}}},
            "responses": responses,
        }

    def _add(self, api: Api, schema: Schema, *, name: str) -> Schema:
        return self.components.add(schema, name=name, owner=_owner(api))


def _documented(source: str) -> dict[str, Any]:
    # What is no URL is a page of the project itself, which a reader of this document may not have.
    return {"externalDocs": {"url": source}} if "://" in source else {}


def _body(meaning: str, reference: Schema, media_type: str = JSON) -> dict[str, Any]:
    return {"description": meaning, "content": {media_type: {"schema": reference}}}


def _owner(api: Api) -> str:
    return short_name(api).title().replace("_", "")


def _plain_members(operation: AnyOperation) -> dict[str, Schema]:
    """Return what a message says of its members that need no definitions: of a body's message, the members in the path too."""
    schema = operation.request.model_json_schema()
    plain = {name: inner for name, inner in schema.get("properties", {}).items() if "$ref" not in str(inner)}
    return {name: {keyword: value for keyword, value in inner.items() if keyword != "title"} for name, inner in plain.items()}
