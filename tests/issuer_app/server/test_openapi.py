"""The OpenAPI document."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from emulator.issuer_app.server.openapi import document
from emulator.issuer_app.server.routes import INBOUND, ROUTES, WEBHOOKS

from ..conftest import Client

TABLE = (*ROUTES, *INBOUND, *WEBHOOKS)


@pytest.fixture
def openapi() -> dict[str, Any]:
    return document(TABLE)


def refs(node: Any) -> set[str]:
    """Every `$ref` below a node."""
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(refs(value) for value in node.values()))
    return set().union(*(refs(value) for value in node)) if isinstance(node, list) else set()


def test_every_route_is_in_the_document(openapi: dict[str, Any]) -> None:
    operations = {operation["operationId"] for path in openapi["paths"].values() for operation in path.values()}

    assert operations == {route.name for route in TABLE}
    assert (openapi["openapi"], openapi["jsonSchemaDialect"]) == ("3.1.0", "https://json-schema.org/draft/2020-12/schema")


def test_every_schema_is_a_json_schema_of_2020_12(openapi: dict[str, Any]) -> None:
    for schema in openapi["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere(openapi: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in openapi["components"]["schemas"]}

    assert refs(openapi) <= known


def test_the_wallet_payload_promises_what_it_may_refuse(openapi: dict[str, Any]) -> None:
    operation = openapi["paths"]["/api/v1/cards/{card_id}/wallet_payload"]

    assert set(operation["get"]["responses"]) == {"200", "404", "409", "422", "502", "504"}
    assert [parameter["name"] for parameter in operation["get"]["parameters"]] == ["card_id", "wallet", "token_requestor_id"]
    assert operation["post"]["requestBody"]["required"] is True


def test_a_posted_wish_is_told_apart_by_its_wallet(openapi: dict[str, Any]) -> None:
    wish = openapi["components"]["schemas"]["WalletWish"]

    assert wish["discriminator"]["propertyName"] == "wallet"
    assert set(wish["discriminator"]["mapping"]) == {"token_connect", "google_pay", "samsung_pay", "apple_pay"}


def test_summaries_are_one_sentence(openapi: dict[str, Any]) -> None:
    summaries = [operation["summary"] for path in openapi["paths"].values() for operation in path.values()]

    assert all(summary.endswith(".") and "Raises" not in summary for summary in summaries)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/health", "Health"),
        ("/api/v1/cards", "Cards"),
        ("/api/v1/cards/1", "Card"),
        ("/api/v1/accounts", "Accounts"),
        ("/api/v1/accounts/1", "Account"),
        ("/api/v1/cards/1/wallet_payload", "WalletPayload"),
        ("/api/v1/cards/1/wallet_payload?wallet=google_pay", "WalletPayload"),
        ("/api/v1/cards/2", "Refusal"),
    ],
)
async def test_answers_are_what_the_document_says(client: Client, openapi: dict[str, Any], path: str, name: str) -> None:
    async with client.get(path) as response:
        answer = await response.json()

    schema = {**openapi, "$ref": f"#/components/schemas/{name}"}
    Draft202012Validator(schema).validate(answer)
