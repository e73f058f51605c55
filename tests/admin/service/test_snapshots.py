"""A world is kept as it stands and put back, in milliseconds, here or in another emulator."""

import time
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.context import House
from tests.providers.mdes.caller import Caller

Client = TestClient[web.BaseRequest, web.Application]


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database=database_url, seed=1, issuer_url="http://127.0.0.1:9", deadline_interval=3_600)


@pytest.fixture
async def house(settings: Settings) -> Any:
    """The whole house on each engine, in place of the sample's."""
    running = await bootstrap.assemble(settings)
    yield running
    await running.close()


async def asked(client: Client, method: str, path: str, body: Any = None) -> Any:
    answer = await client.request(method, f"/_emulator/{path}", json=body)
    assert answer.status < 300, await answer.text()
    return await answer.json()


async def state(client: Client) -> Any:
    paths = ("tokens", "cards", "outbox", "clock", "scenarios", "parties", "otp")
    return {path: without_clocks(await asked(client, "GET", f"{path}?limit=500" if path in paths[:3] else path)) for path in paths}


def without_clocks(shown: Any) -> Any:
    return {name: value for name, value in shown.items() if name not in {"wall", "now", "offset_seconds"}}


async def test_a_world_is_put_back_as_it_was_with_everything_in_it(client: Client) -> None:
    mdes = Caller(client)
    reference = (await mdes.tokenize()).opened["tokenUniqueReference"]
    await asked(client, "POST", "scenarios", {"operation": "transact", "error": "Unavailable"})
    await asked(client, "POST", "clock/freeze", {"at": "2030-01-01T00:00:00Z"})
    before = await state(client)
    taken = await asked(client, "PUT", "snapshots/one", {"namespace": "default"})

    await mdes.change("delete", reference)
    await mdes.tokenize()
    await asked(client, "DELETE", "scenarios")
    await asked(client, "POST", "clock/resume")
    began = time.perf_counter()
    restored = await asked(client, "POST", "snapshots/one/restore")
    took = time.perf_counter() - began

    assert restored == taken
    assert await state(client) == before
    assert took < 0.5
    assert (await mdes.token(reference)).body["token"]["status"] == "ACTIVE"


async def test_the_same_requests_are_answered_the_same_after_a_restore(client: Client) -> None:
    mdes = Caller(client)
    await mdes.tokenize()
    await asked(client, "PUT", "snapshots/one")

    first = await mdes.tokenize()
    await asked(client, "POST", "snapshots/one/restore")
    again = await mdes.tokenize()

    assert first.opened["tokenUniqueReference"] == again.opened["tokenUniqueReference"]


async def test_an_exported_snapshot_is_imported_elsewhere(client: Client, house: House, tmp_path: Any) -> None:
    mdes = Caller(client)
    await mdes.tokenize()
    await asked(client, "PUT", "snapshots/one")
    tokens = await asked(client, "GET", "tokens")
    exported = await asked(client, "GET", "snapshots/one")
    await asked(client, "DELETE", "snapshots/one")
    await asked(client, "POST", "reset")

    imported = await asked(client, "POST", "snapshots", {**exported, "name": "two"})
    await asked(client, "POST", "snapshots/two/restore")

    assert imported["worlds"] == ["default"]
    assert await asked(client, "GET", "tokens") == tokens
    assert [one["name"] for one in (await asked(client, "GET", "snapshots"))["snapshots"]] == ["two"]


async def test_worlds_that_a_snapshot_does_not_hold_are_left_alone(client: Client) -> None:
    await asked(client, "PUT", "snapshots/one", {"namespace": "default"})
    await asked(client, "POST", "namespaces", {"name": "another"})

    await asked(client, "POST", "snapshots/one/restore")

    assert [one["id"] for one in (await asked(client, "GET", "namespaces"))["namespaces"]] == ["default", "another"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "snapshots/none/restore", None, 404, "unknown_snapshot"),
        ("GET", "snapshots/none", None, 404, "unknown_snapshot"),
        ("DELETE", "snapshots/none", None, 404, "unknown_snapshot"),
        ("PUT", "snapshots/one", {"namespace": "none"}, 404, "unknown_namespace"),
    ],
)
async def test_what_is_not_there_is_said_to_be_missing(client: Client, method: str, path: str, body: Any, status: int, code: str) -> None:
    answer = await client.request(method, f"/_emulator/{path}", json=body)

    assert (answer.status, (await answer.json())["code"]) == (status, code)


@pytest.mark.parametrize("content", ["%", "aGVsbG8=", "eJyrrgUAAXUA+Q=="])
async def test_what_is_no_snapshot_is_not_imported(client: Client, content: str) -> None:
    body = {"name": "x", "format": 1, "made_at": "2026-01-01T00:00:00Z", "ordinals": {"default": 1}, "content": content}

    answer = await client.post("/_emulator/snapshots", json=body)

    assert (answer.status, (await answer.json())["code"]) == (422, "invalid_field")
