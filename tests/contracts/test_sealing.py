"""Messages as they travel, checked with an independent validator."""

import copy
from typing import Any, Final

import jsonschema
import pytest

from emulator.contracts.schema import Schema, schema_of
from emulator.contracts.sealing import is_sealed, sealed_example, travelling
from tests.contracts.sample import Choice, StoreTin, TinStored

PATHS: Final = ("shelf.tin",)
FIELDS: Final = {
    "encryptedData": "0a1B",
    "encryptedKey": "ab" * 256,
    "iv": "00" * 16,
    "oaepHashingAlgorithm": "SHA512",
    "publicKeyFingerprint": "cd" * 20,
}
JWE: Final = "eyJh.a-b_c.d.e.f"


@pytest.fixture
def travelling_tin() -> Schema:
    """The schema of a request whose tin is sealed."""
    return travelling(schema_of(StoreTin, "validation"), PATHS)


def request_with(tin: dict[str, Any]) -> dict[str, Any]:
    return {"requestId": "1", "shelf": {"tin": tin}}


def holds(message: dict[str, Any], schema: Schema) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(message)


@pytest.mark.parametrize(
    "fields",
    [
        FIELDS,
        {name: FIELDS[name] for name in ("encryptedData", "encryptedKey", "publicKeyFingerprint")},
        {"encryptedData": JWE},
    ],
)
def test_a_sealed_member_travels_as_fields_or_as_a_jwe_beside_what_is_not_sealed(fields: dict[str, str], travelling_tin: Schema) -> None:
    message = request_with({"label": "L1", **fields})

    assert holds(message, travelling_tin)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"encryptedData": {"colour": "red"}},
        {"encryptedData": "0a1"},
        {"encryptedData": "not hex"},
        {"encryptedKey": "ab"},
        {"iv": "00"},
        {"oaepHashingAlgorithm": "SHA-256"},
        {"publicKeyFingerprint": "xyz"},
    ],
)
def test_a_sealed_member_of_another_form_does_not_hold(spoilt: dict[str, Any], travelling_tin: Schema) -> None:
    message = request_with({"label": "L1", **FIELDS, **spoilt})

    assert not holds(message, travelling_tin)


@pytest.mark.parametrize("missing", ["label", "encryptedData", "encryptedKey", "publicKeyFingerprint"])
def test_a_sealed_member_that_lacks_what_it_needs_does_not_hold(missing: str, travelling_tin: Schema) -> None:
    tin = {"label": "L1", **FIELDS}
    del tin[missing]

    assert not holds(request_with(tin), travelling_tin)


def test_what_is_inside_a_sealed_member_is_in_the_opened_schema_only(travelling_tin: Schema) -> None:
    opened = schema_of(StoreTin, "validation")

    assert holds(request_with({"label": "L1", "encryptedData": {"colour": "red"}}), opened)
    assert "Bean" in opened["$defs"]
    assert "Bean" not in travelling_tin["$defs"]


def test_examples_hold_in_the_form_in_which_they_are_shown(travelling_tin: Schema) -> None:
    opened = schema_of(StoreTin, "validation")

    shown = [(schema, example) for schema in (opened, travelling_tin) for example in schema["examples"]]

    assert len(shown) == 2
    assert all(holds(example, schema) for schema, example in shown)
    assert not any("examples" in definition for definition in travelling_tin["$defs"].values())


def test_the_opened_schema_is_left_as_it_was() -> None:
    opened = schema_of(StoreTin, "validation")
    before = copy.deepcopy(opened)

    travelling(opened, PATHS)

    assert opened == before


def test_every_item_of_a_list_is_sealed() -> None:
    example = sealed_example({"tins": [{"label": "a", "encryptedData": {}}, {"label": "b", "encryptedData": {}}]}, ("tins.*",))

    assert [(tin["label"], type(tin["encryptedData"])) for tin in example["tins"]] == [("a", str), ("b", str)]


def test_a_path_that_an_example_lacks_is_passed_over() -> None:
    assert sealed_example({"requestId": "1"}, ("shelf.tin",)) == {"requestId": "1"}


def test_a_message_is_sealed_when_anything_in_it_is() -> None:
    sealed = [is_sealed(schema_of(model, "validation")) for model in (StoreTin, TinStored, Choice)]

    assert sealed == [True, True, False]
