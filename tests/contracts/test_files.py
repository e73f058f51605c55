"""The files of all APIs."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from emulator import admin
from emulator.bootstrap import APIS
from emulator.contracts.files import BASE, as_text, documents_of, folder_of, provider_of, texts
from emulator.core.context import House
from emulator.core.dispatch.router import Router
from emulator.core.message import Request, Response
from emulator.core.operation import AnyOperation
from emulator.server.app import respond
from tests.contracts.sample import API


def test_every_message_is_a_file_in_the_folder_of_its_api() -> None:
    documents = documents_of([API])

    assert (folder_of(API), provider_of(API)) == ("pantry/shelves", "pantry")
    assert {path for path in documents if path.startswith("pantry/shelves/store_tin")} == {
        "pantry/shelves/store_tin.request.json",
        "pantry/shelves/store_tin.request.opened.json",
        "pantry/shelves/store_tin.response.json",
        "pantry/shelves/store_tin.response.opened.json",
    }
    assert {"pantry/shelves/index.json", "pantry/shelves/errors.json", "pantry/openapi.json"} <= documents.keys()


def test_every_schema_says_its_dialect_and_where_it_lives() -> None:
    schemas = {path: document for path, document in documents_of([API]).items() if "$schema" in document}

    assert len(schemas) == 15
    for path, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$id"] == BASE + path


def test_the_index_names_the_files_of_every_row() -> None:
    documents = documents_of([API])
    index = documents["pantry/shelves/index.json"]

    named = {file for kind in ("operations", "notices", "questions") for row in index[kind] for file in row["files"]}

    present = {path.removeprefix("pantry/shelves/") for path in documents if path.startswith("pantry/shelves/")}
    assert named | {"index.json", index["errors"]} == present


def test_two_apis_of_a_provider_share_one_document_wherever_they_stand() -> None:
    cellar = replace(API, name="pantry.cellar", title="Pantry: cellar")
    stable = replace(API, name="stable", title="Stable")

    documents = documents_of([API, stable, cellar])

    assert documents["pantry/openapi.json"]["info"]["title"] == "Pantry: shelves; Pantry: cellar"
    assert documents["stable/openapi.json"]["info"]["title"] == "Stable"


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """The texts for the sample, the issuer app's document among them."""
    return texts([API])


def test_texts_are_json_that_ends_in_a_newline(written: dict[str, str]) -> None:
    for path, text in written.items():
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert path == "README.md" or as_text(json.loads(text)) == text


def test_the_issuer_app_describes_itself(written: dict[str, str]) -> None:
    document = json.loads(written["issuer_app/openapi.json"])

    assert document["openapi"].startswith("3.1")
    assert "/api/v1/cards/{card_id}/wallet_payload" in document["paths"]


@pytest.fixture(scope="module")
def contracts() -> dict[str, dict[str, Any]]:
    """The documents of every API there is."""
    return documents_of(APIS)


async def answer_to(house: House, method: str, path: str) -> Response:
    """What the house answers at its front door."""
    router = Router(house.apis, fallback=house.apis[-1])
    request = Request(method, f"http://127.0.0.1{path}", path, query="", headers={"host": "127.0.0.1"}, body=b"")
    return await respond(house, router, request)


# These two answer text: figures, and a stream of events.
TEXTS = frozenset({"metrics", "watch_exchanges"})
ASKABLE = [row for row in admin.API.operations if row.method == "GET" and "{" not in row.path and row.name not in TEXTS]


@pytest.mark.parametrize("row", ASKABLE)
async def test_an_answer_of_the_running_house_holds_against_its_contract(
    house: House, row: AnyOperation, contracts: dict[str, dict[str, Any]]
) -> None:
    answer = await answer_to(house, row.method, row.path)

    assert answer.status == row.status
    jsonschema.Draft202012Validator(contracts[f"admin/{row.name}.response.json"]).validate(json.loads(answer.body))


@pytest.mark.parametrize(("path", "folder"), [("/mdes/x", "mdes/digital_enablement"), ("/_emulator/x", "admin")])
async def test_a_refusal_of_the_running_house_holds_against_its_contract(
    house: House, path: str, folder: str, contracts: dict[str, dict[str, Any]]
) -> None:
    answer = await answer_to(house, "POST", path)

    assert answer.status >= 400
    jsonschema.Draft202012Validator(contracts[f"{folder}/errors.json"]).validate(json.loads(answer.body))
