"""Schemas of single models."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from emulator.contracts.schema import arranged, definition_name, pruned, references, schema_of, without_members


class Leaf(BaseModel):
    colour: str | None = Field(None, max_length=9, description="as painters name it")
    either: int | str | None = None


class Branch(BaseModel):
    leaves: list[Leaf]
    parent: "Branch | None" = None


def test_an_optional_member_is_left_out_and_never_null() -> None:
    members = schema_of(Leaf, "validation")["properties"]

    assert members["colour"] == {"type": "string", "maxLength": 9, "description": "as painters name it"}
    assert members["either"] == {"anyOf": [{"type": "integer"}, {"type": "string"}]}


def test_a_limit_of_a_value_that_is_read_first_has_the_standards_name() -> None:
    class Form(BaseModel):
        amount: Annotated[Annotated[int, BeforeValidator(int)], Field(ge=1, lt=9)]

    assert schema_of(Form, "validation")["properties"]["amount"] == {"type": "integer", "minimum": 1, "exclusiveMaximum": 9}


def test_a_member_has_no_title_that_repeats_its_name() -> None:
    schema = schema_of(Leaf, "validation")

    assert schema["title"] == "Leaf"
    assert not any("title" in member for member in schema["properties"].values())


def test_the_references_of_a_schema_are_those_outside_its_definitions() -> None:
    schema = {"items": {"$ref": "#/$defs/A"}, "anyOf": [{"$ref": "#/$defs/B"}], "$defs": {"A": {"$ref": "#/$defs/C"}}}

    assert references(schema) == {"A", "B"}
    assert definition_name({"$ref": "#/$defs/A"}) == "A"


def test_data_that_looks_like_a_schema_is_left_alone() -> None:
    schema = {"examples": [{"$ref": "#/$defs/A"}], "const": {"type": "string", "title": "t", "$id": "i"}}

    assert references(schema) == set()
    assert list(arranged(schema)["const"]) == ["type", "title", "$id"]


def test_definitions_that_nothing_needs_are_pruned() -> None:
    definitions = {"A": {"items": {"$ref": "#/$defs/B"}}, "B": {"items": {"$ref": "#/$defs/A"}}, "C": {"type": "null"}}

    assert set(pruned({"$ref": "#/$defs/A", "$defs": definitions})["$defs"]) == {"A", "B"}
    assert pruned({"type": "null", "$defs": definitions}) == {"type": "null"}


def test_a_message_that_contains_itself_keeps_its_definition() -> None:
    schema = schema_of(Branch, "validation")

    assert set(pruned(schema)["$defs"]) == {"Branch", "Leaf"}


def test_members_taken_out_are_neither_listed_nor_required() -> None:
    schema = without_members(schema_of(Branch, "validation") | {"properties": {"a": {}, "b": {}}, "required": ["a"]}, {"a"})

    assert schema["properties"] == {"b": {}}
    assert "required" not in schema


def test_keywords_have_one_order_and_members_keep_theirs() -> None:
    schema = {"type": "object", "$defs": {"B": {}, "A": {}}, "properties": {"z": {}, "a": {}}, "anyOf": [], "title": "T", "$id": "i"}

    ordered = arranged(schema)

    assert list(ordered) == ["$id", "title", "type", "properties", "$defs", "anyOf"]
    assert (list(ordered["properties"]), list(ordered["$defs"])) == (["z", "a"], ["A", "B"])
