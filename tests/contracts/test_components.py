"""Names in one document."""

from emulator.contracts.components import Components, Meanings
from emulator.contracts.schema import Schema

RED: Schema = {"type": "object", "properties": {"bean": {"$ref": "#/$defs/Bean"}}, "$defs": {"Bean": {"const": "red"}}}
WHITE: Schema = {"type": "object", "properties": {"bean": {"$ref": "#/$defs/Bean"}}, "$defs": {"Bean": {"const": "white"}}}


def test_a_message_and_its_definitions_refer_to_their_place_in_the_document() -> None:
    components = Components()

    reference = components.add(RED, name="Tin", owner="Shelves")

    assert reference == {"$ref": "#/components/schemas/Tin"}
    assert components.schemas == {
        "Bean": {"const": "red"},
        "Tin": {"type": "object", "properties": {"bean": {"$ref": "#/components/schemas/Bean"}}},
    }


def test_equal_messages_share_a_name() -> None:
    components = Components()

    references = [components.add(RED, name="Tin", owner=owner) for owner in ("Shelves", "Cellar")]

    assert references[0] == references[1]
    assert set(components.schemas) == {"Tin", "Bean"}


def test_a_name_that_means_something_else_already_gets_its_owner_in_front() -> None:
    components = Components()

    components.add(RED, name="Tin", owner="Shelves")
    other = components.add(WHITE, name="Tin", owner="Cellar")
    third = components.add({"const": 3}, name="Tin", owner="Cellar")

    assert (other, third) == ({"$ref": "#/components/schemas/CellarTin"}, {"$ref": "#/components/schemas/CellarTin2"})
    assert components.schemas["CellarTin"]["properties"] == {"bean": {"$ref": "#/components/schemas/CellarBean"}}


def test_examples_make_no_difference_and_are_kept() -> None:
    components = Components()

    for schema in ({"const": 1}, {"const": 1, "examples": [1]}, {"const": 1}):
        components.add(schema, name="One", owner="Shelves")

    assert components.schemas == {"One": {"const": 1, "examples": [1]}}


def test_the_meaning_of_a_schema_that_contains_itself_ends() -> None:
    definitions: dict[str, Schema] = {"Tree": {"items": {"$ref": "#/$defs/Tree"}}}

    assert Meanings(definitions).of({"$ref": "#/$defs/Tree"}).count("items") == 1
