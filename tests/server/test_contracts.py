"""Contracts served: they resolve, and nothing else is given out."""

import json

import jsonschema
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from referencing import Registry, Resource
from yarl import URL

from emulator.contracts.files import BASE
from emulator.server.contracts import ROOT, UNRESOLVED

Door = TestClient[web.BaseRequest, web.Application]


async def test_an_id_leads_to_the_contract_that_has_it(client: Door) -> None:
    answer = await client.get(f"{ROOT}mdes/digital_enablement/tokenize.request.json")
    schema = json.loads(await answer.read())

    again = await client.session.get(schema["$id"])

    assert (answer.status, answer.content_type) == (200, "application/schema+json")
    assert json.loads(await again.read()) == schema
    validator = jsonschema.Draft202012Validator(schema, registry=Registry().with_resource(schema["$id"], Resource.from_contents(schema)))
    assert list(validator.iter_errors({}))


async def test_every_contract_is_named(client: Door) -> None:
    names = await (await client.get(f"{ROOT}names")).json()

    assert {"mdes/openapi.json", "admin/openapi.json", "issuer_app/openapi.json", "mdes/issuer/index.json"} <= set(names)


@pytest.mark.parametrize("path", [ROOT, ROOT.rstrip("/")])
async def test_there_is_a_page_that_loads_nothing_from_elsewhere(client: Door, path: str) -> None:
    answer = await client.get(path)
    page = await answer.text()

    assert (answer.status, answer.content_type) == (200, "text/html")
    assert "://" not in page
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["gone.json", "../keys/mdes/signing.key", "%2e%2e/pyproject.toml", "/etc/hosts"])
async def test_what_is_no_contract_is_not_found(client: Door, path: str) -> None:
    answer = await client.session.get(URL(f"{client.make_url('/')}".rstrip("/") + ROOT + path, encoded=True))

    assert (answer.status, answer.content_type) == (404, "application/problem+json")


def test_the_name_that_is_put_right_is_the_one_in_the_files() -> None:
    assert UNRESOLVED == BASE
