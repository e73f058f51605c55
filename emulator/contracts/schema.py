"""JSON Schema 2020-12 of one pydantic model, as plain data without the noise that pydantic adds."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema object; one for a whole message carries its `$defs` inside."""

Direction: TypeAlias = Literal["validation", "serialization"]
"""What a client writes is validated, what it reads was serialized: defaults and computed members differ."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
NULL: Final = {"type": "null"}
# Keywords whose value maps names of the author's choice to schemas.
NAMED: Final = frozenset({"properties", "$defs", "patternProperties", "dependentSchemas"})
# Keywords whose value is data.
DATA: Final = frozenset({"default", "const", "enum", "examples", "required"})
# How pydantic names a limit of a value that a function of ours reads first, and how the standard names it.
LIMITS: Final = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
# What a reader wants first; everything else follows by name.
FIRST: Final = ("$schema", "$id", "title", "description", "type", "properties", "required")


class _Generator(GenerateJsonSchema):
    """Leaves out the titles that repeat a member's name, and leaves examples in the order they were written in."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def sort(self, value: Any, parent_key: str | None = None) -> Any:
        return value


class _CompleteGenerator(_Generator):
    """Says of an answer that every member is there."""

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: FBT001  # the library's signature
        return self.mode == "serialization" or super().field_is_required(field, total)


def schema_of(model: type[BaseModel], direction: Direction) -> Schema:
    """Return the model's schema; an optional member is one that is left out, never one that is null."""
    generated = model.model_json_schema(by_alias=True, mode=direction, schema_generator=_Generator)
    return rewritten(rewritten(generated, _limited), _without_null)


def complete_schema_of(model: type[BaseModel], direction: Direction) -> Schema:
    """Return the model's schema for an API that writes every member of an answer, null where there is nothing to say."""
    return rewritten(model.model_json_schema(by_alias=True, mode=direction, schema_generator=_CompleteGenerator), _limited)


def _limited(schema: Schema) -> Schema:
    return {LIMITS.get(keyword, keyword): value for keyword, value in schema.items()}


def _without_null(schema: Schema) -> Schema:
    if schema.get("default", "") is not None:
        return schema
    kept = {name: value for name, value in schema.items() if name not in {"default", "anyOf"}}
    choices = [choice for choice in schema.get("anyOf", []) if choice != NULL]
    return {**choices[0], **kept} if len(choices) == 1 else kept | ({"anyOf": choices} if choices else {})


def rewritten(schema: Schema, rewrite: Callable[[Schema], Schema]) -> Schema:
    """Return a copy in which `rewrite` has had its way with every schema, the inner ones first."""
    return rewrite({keyword: _rewritten_value(keyword, value, rewrite) for keyword, value in schema.items()})


def _rewritten_value(keyword: str, value: Any, rewrite: Callable[[Schema], Schema]) -> Any:
    if keyword in DATA:
        return value
    if keyword in NAMED:
        return {name: rewritten(inner, rewrite) for name, inner in value.items()}
    if isinstance(value, list):
        return [rewritten(inner, rewrite) if isinstance(inner, dict) else inner for inner in value]
    return rewritten(value, rewrite) if isinstance(value, dict) else value


def references(schema: Schema) -> set[str]:
    """Return the names of the definitions that the schema mentions, its own `$defs` not looked into."""
    found: set[str] = set()

    def note(inner: Schema) -> Schema:
        if "$ref" in inner:
            found.add(definition_name(inner))
        return inner

    rewritten({keyword: value for keyword, value in schema.items() if keyword != "$defs"}, note)
    return found


def definition_name(reference: Mapping[str, Any]) -> str:
    """Return what a schema with a `$ref` refers to: the last part of the reference."""
    return str(reference["$ref"]).rpartition("/")[2]


def pruned(schema: Schema) -> Schema:
    """Return the schema without the definitions that nothing in it needs any more."""
    definitions = schema.get("$defs", {})
    needed: set[str] = set()
    waiting = references(schema)
    while waiting:
        needed |= waiting
        waiting = {name for known in waiting for name in references(definitions[known])} - needed
    kept = {name: definitions[name] for name in definitions if name in needed}
    rest = {keyword: value for keyword, value in schema.items() if keyword != "$defs"}
    return {**rest, "$defs": kept} if kept else rest


def without_members(schema: Schema, names: set[str]) -> Schema:
    """Return an object's schema without some of its members."""
    members = {name: member for name, member in schema.get("properties", {}).items() if name not in names}
    required = [name for name in schema.get("required", []) if name not in names]
    rest = {keyword: value for keyword, value in schema.items() if keyword != "required"}
    return pruned({**rest, "properties": members, **({"required": required} if required else {})})


def arranged(schema: Schema) -> Schema:
    """Return the schema with its keywords in one order; members stay in the order of the message."""
    return rewritten(schema, _in_order)


def _in_order(schema: Schema) -> Schema:
    rest = sorted(schema.keys() - set(FIRST))
    ordered = {keyword: schema[keyword] for keyword in (*FIRST, *rest) if keyword in schema}
    if "$defs" in ordered:
        ordered["$defs"] = dict(sorted(ordered["$defs"].items()))
    return ordered
