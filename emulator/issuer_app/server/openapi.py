"""The OpenAPI 3.1 document, made from the table of routes and the pydantic models."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from .routes import Route
from .schemas import Query

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
REF: Final = "#/components/schemas/{model}"

REFUSALS: Final = {
    400: "The body is not JSON",
    404: "Not found",
    409: "Not active",
    413: "The body is too large",
    422: "A value is not valid",
    501: "Not made by this version",
    502: "The provider cannot be reached, or refused",
    503: "The database does not answer",
    504: "The provider did not answer in time",
}

Json = dict[str, Any]
Modelled = tuple[type[BaseModel], JsonSchemaMode]
# pydantic names its keys more widely than it takes them.
Refs = Mapping[tuple[Any, JsonSchemaMode], Json]


def document(routes: Iterable[Route[Any]]) -> Json:
    """Return the OpenAPI document of the routes."""
    table = tuple(routes)
    refs, definitions = models_json_schema(_models(table), ref_template=REF)
    paths: dict[str, Json] = {}
    for route in table:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, refs)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {"title": "Issuer app (development only)", "version": "1"},
        "paths": paths,
        "components": {"schemas": definitions["$defs"]},
    }


def _models(routes: Iterable[Route[Any]]) -> list[Modelled]:
    models: dict[Modelled, None] = {}
    for route in routes:
        models[route.message, "validation"] = None
        for answer in (*_answers(route), route.wire.refusal):
            models[answer, "serialization"] = None
    return list(models)


def _answers(route: Route[Any]) -> list[type[BaseModel]]:
    """Return what comes with status 200: the answer, and the refusal where the provider wants that so."""
    return list(dict.fromkeys((route.answer, route.wire.refusal) if route.wire.with_success else (route.answer,)))


def _operation(route: Route[Any], refs: Refs) -> Json:
    told = [refs[answer, "serialization"] for answer in _answers(route)]
    answer = {"description": _first_line(route.answer), "content": _json(told[0] if len(told) == 1 else {"anyOf": told})}
    refused = refs[route.wire.refusal, "serialization"]
    operation: Json = {
        "operationId": route.name,
        "summary": _first_line(route.handler),
        "responses": {"200": answer} | {str(status): _refusal(status, refused) for status in route.refusals},
    }
    if parameters := [*_path_parameters(route.path), *_query_parameters(route)]:
        operation["parameters"] = parameters
    if route.method == "POST":
        operation["requestBody"] = {"required": True, "content": _json(refs[route.message, "validation"])}
    if route.source:
        operation["externalDocs"] = {"url": route.source}
    return operation


def _path_parameters(path: str) -> list[Json]:
    names = re.findall(r"\{(\w+)\}", path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query_parameters(route: Route[Any]) -> list[Json]:
    if route.method != "GET" or route.message is Query:
        return []
    schema = route.message.model_json_schema(ref_template=REF)
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": field} for name, field in schema.get("properties", {}).items()
    ]


def _refusal(status: int, body: Json) -> Json:
    return {"description": REFUSALS[status], "content": _json(body)}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _first_line(documented: object) -> str:
    return (documented.__doc__ or "").strip().split("\n", 1)[0]
