"""The OpenAPI document of a provider."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from emulator.contracts.openapi import openapi, short_name
from emulator.contracts.schema import DIALECT, Schema
from tests.contracts.sample import API, FIND, PAINT, STORE


@pytest.fixture
def document() -> Schema:
    """The document of the sample's provider."""
    return openapi([API])


def test_paths_and_methods_are_those_of_the_rows(document: Schema) -> None:
    found = {(method, path) for path, item in document["paths"].items() for method in item}

    assert found == {(row.method.lower(), row.path) for row in API.operations}


def test_parameters_are_found_in_path_and_query(document: Schema) -> None:
    parameters = document["paths"]["/tins/{label}"]["get"]["parameters"]

    assert [(each["name"], each["in"], each["required"]) for each in parameters] == [
        ("label", "path", True),
        ("colour", "query", False),
        ("most", "query", True),
    ]


def test_a_body_is_described_in_the_form_in_which_it_travels(document: Schema) -> None:
    schemas = document["components"]["schemas"]

    assert document["paths"]["/shelves/store"]["post"]["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/StoreTin"
    }
    assert "encryptedKey" in schemas["Tin"]["properties"]
    assert "Bean" not in schemas


def test_a_stub_promises_nothing_but_a_refusal(document: Schema) -> None:
    stub = document["paths"]["/tins/paint"]["post"]

    assert (list(stub["responses"]), stub["x-fidelity"], "requestBody" in stub) == (["default"], "stub", False)


def test_what_the_emulator_says_first_is_a_webhook(document: Schema) -> None:
    hooks = document["webhooks"]

    assert {name: list(hook["post"]["responses"]) for name, hook in hooks.items()} == {"shelf_filled": ["2XX"], "which_shelf": ["200"]}
    assert hooks["which_shelf"]["post"]["responses"]["200"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Choice"
    }


def test_every_reference_leads_somewhere_and_examples_hold(document: Schema) -> None:
    resource = Resource.from_contents({"$schema": DIALECT, **document})
    registry: Registry[bool | Mapping[str, Any]] = Registry().with_resource("urn:document", resource)

    for name, schema in document["components"]["schemas"].items():
        validator = jsonschema.Draft202012Validator({"$ref": f"urn:document#/components/schemas/{name}"}, registry=registry)
        for example in schema.get("examples", []):
            assert validator.is_valid(example)


def test_an_operation_id_that_two_apis_share_names_its_api() -> None:
    cellar = replace(API, name="pantry.cellar", operations=(replace(STORE, path="/cellar/store"),), notices=(), questions=())
    shelves = replace(API, operations=(STORE, FIND, PAINT))

    paths = openapi([shelves, cellar])["paths"]

    assert short_name(cellar) == "cellar"
    assert paths["/shelves/store"]["post"]["operationId"] == "shelves_store_tin"
    assert paths["/cellar/store"]["post"]["operationId"] == "cellar_store_tin"
    assert paths["/tins/paint"]["post"]["operationId"] == "paint_tin"


def test_an_api_that_sends_nothing_has_no_webhooks() -> None:
    assert "webhooks" not in openapi([replace(API, notices=(), questions=())])


def test_a_refusal_has_the_media_type_that_its_wire_names() -> None:
    class Problems(type(API.wire)):  # type: ignore[misc]  # the sample's wire, whatever it is
        error_media_type = "application/problem+json"

    document = openapi([replace(API, wire=Problems())])

    refusals = [operation["responses"]["default"]["content"] for path in document["paths"].values() for operation in path.values()]
    assert all(list(content) == ["application/problem+json"] for content in refusals)
