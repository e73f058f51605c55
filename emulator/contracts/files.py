"""The text of every file in contracts/."""

import json
from collections.abc import Sequence
from typing import Any, Final

from emulator.contracts import issuer_app
from emulator.contracts.messages import Messages, messages
from emulator.contracts.openapi import openapi
from emulator.contracts.schema import DIALECT, Schema, arranged
from emulator.core.operation import AnyOperation, Notice, Question
from emulator.core.provider import Api

BASE: Final = "https://tsp-emulator.invalid/contracts/"
"""Where the `$id`s begin: a name that resolves nowhere (RFC 6761), so a validator must be given the files."""

README: Final = """# Contracts

Generated from the models and tables that answer requests; `scripts/contracts` writes them. **Do not edit them.**

One folder for each API, one file for each message, in JSON Schema 2020-12; `openapi.json` (OpenAPI 3.1) says the same
for all APIs of a provider at once.

| file | what it describes |
|---|---|
| `index.json` | the operations, notices and questions of the API: method, path, fidelity, source, and which files belong to each |
| `<operation>.request.json` | what a client sends: the body, or path and query where there is no body |
| `<operation>.response.json` | what it reads when the operation went well |
| `<notice>.notice.json` | what the emulator sends by itself |
| `<question>.question.json`, `<question>.answer.json` | what the emulator asks before it goes on, and what it reads then |
| `*.opened.json` | the same message with its encrypted members decrypted: `encryptedData` holds the payload as an object |
| `errors.json` | every refusal of the API |

Null is written where a schema allows it, and nowhere else: as a rule a member without a value is left out. Members that a
schema does not name are ignored in requests and may appear in answers.
"""


def texts(apis: Sequence[Api]) -> dict[str, str]:
    """Return the text of every file below contracts/ by its path.

    Raises:
        subprocess.CalledProcessError: the issuer app did not print its OpenAPI document.
    """
    documents = {**documents_of(apis), "issuer_app/openapi.json": issuer_app.openapi()}
    return {"README.md": README, **{path: as_text(document) for path, document in sorted(documents.items())}}


def documents_of(apis: Sequence[Api]) -> dict[str, dict[str, Any]]:
    """Return the documents of the emulator's own APIs by path."""
    found: dict[str, dict[str, Any]] = {}
    said = {api.name: messages(api) for api in apis}
    for api in apis:
        folder = folder_of(api)
        found[f"{folder}/index.json"] = index(api, said[api.name])
        for name, schema in said[api.name].items():
            found[f"{folder}/{name}.json"] = identified(f"{folder}/{name}.json", schema)
    for provider in dict.fromkeys(map(provider_of, apis)):
        found[f"{provider}/openapi.json"] = openapi([api for api in apis if provider_of(api) == provider], said)
    return found


def folder_of(api: Api) -> str:
    """Return an API's folder below contracts/: `mdes/token_connect` of `mdes.token_connect`."""
    return api.name.replace(".", "/")


def provider_of(api: Api) -> str:
    """Return the provider's name: `mdes` of `mdes.token_connect`."""
    return api.name.partition(".")[0]


def identified(path: str, schema: Schema) -> Schema:
    """Return the schema as a document of its own, with its dialect and the address it is known by."""
    return arranged({"$schema": DIALECT, "$id": BASE + path, **schema})


def index(api: Api, names: Messages) -> dict[str, Any]:
    """Return the table of contents of an API's folder."""
    return {
        "api": api.name,
        "title": api.title,
        "operations": [_operation_entry(operation, names) for operation in api.operations],
        "notices": [_outbound_entry(notice, names) for notice in api.notices],
        "questions": [_outbound_entry(question, names) for question in api.questions],
        **({"errors": "errors.json"} if "errors" in names else {}),
    }


def _operation_entry(operation: AnyOperation, names: Messages) -> dict[str, Any]:
    return {
        "name": operation.name,
        "method": operation.method,
        "path": operation.path,
        "status": operation.status,
        "summary": operation.summary,
        "fidelity": operation.fidelity.value,
        "source": operation.source,
        "files": _files(operation.name, names),
    }


def _outbound_entry(row: Notice | Question, names: Messages) -> dict[str, Any]:
    return {
        "name": row.name,
        "path": row.path,
        "summary": row.summary,
        "fidelity": row.fidelity.value,
        "source": row.source,
        "files": _files(row.name, names),
    }


def _files(row: str, names: Messages) -> list[str]:
    return [f"{name}.json" for name in names if name.partition(".")[0] == row]


def as_text(document: dict[str, Any]) -> str:
    """Return the document as it stands in a file: UTF-8, two blanks a level, a newline at the end."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
