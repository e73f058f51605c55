"""Stripe's libraries for Python and for Node carry out every operation of Issuing, and read back what each has done."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient

from emulator.core.worlds import DEMO_SECRET_KEY
from tests.flows.processes import Program
from tests.outbound.receiver import Receiver
from tests.providers.stripe.sdk import sdk_at
from tests.witness.conftest import Node
from tests.witness.stripe_objects import breaches, schema
from tests.witness.stripe_story import Teller

HERE: Final = Path(__file__).parent
STORY: Final = HERE / "stripe_operations.json"
STEPS: Final[list[dict[str, Any]]] = json.loads(STORY.read_text(encoding="utf-8"))
# 30 of issuing and 18 of its test helpers, as the libraries have them.
EVERY: Final = {f"{row['method']} {row['path']}" for row in schema()["endpoints"] if "/issuing/" in row["path"]}
COUNT: Final = 48


def carried_out(lines: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the operations that answered well, as the journal has them."""
    done = {f"{line['method']} {urlsplit(line['url']).path}" for line in lines if line["status"] == 200}
    return {operation for operation in EVERY if any(re.fullmatch(_pattern(operation), call) for call in done)}


def _pattern(operation: str) -> str:
    # An id has a prefix and capitals or digits in it, which no fixed part of a path has.
    return re.sub(r"\{\w+\}", r"[a-z]+_\\w*[A-Z0-9]\\w*", operation)


def test_no_operation_is_missing_from_the_story() -> None:
    told = [step["operation"] for step in STEPS if "operation" in step]

    assert len(EVERY) == COUNT
    assert sorted(told) == sorted(EVERY)


def test_every_step_that_changes_something_is_read_back() -> None:
    changing = [step for step in STEPS if step.get("operation", "").startswith("POST")]

    assert [step["operation"] for step in changing if not step.get("reads")] == []


@pytest.fixture
def app(receiver: Receiver) -> Receiver:
    """Who is asked about purchases."""
    return receiver


async def test_python_carries_out_every_operation(
    client: TestClient[web.BaseRequest, web.Application], session: ClientSession, app: Receiver
) -> None:
    async def admin(method: str, path: str, body: Mapping[str, Any]) -> Any:
        answer = await client.request(method, f"/_emulator/{path}", json=body or None)
        assert answer.ok, await answer.text()
        return await answer.json()

    teller = Teller(sdk_at(str(client.make_url("")).rstrip("/"), session, key=DEMO_SECRET_KEY)[0].v1, admin, app)
    for step in STEPS:
        await teller.tell(step)

    assert carried_out((await admin("GET", "exchanges?limit=500", {}))["exchanges"]) == EVERY


async def test_node_carries_out_every_operation(emulator: Program, node: Node, session: ClientSession) -> None:
    async def seen(path: str) -> Any:
        answer = await session.get(f"{emulator.url}/_emulator/{path}")
        return await answer.json()

    node.run(HERE / "stripe_operations.mjs", f"{urlsplit(emulator.url).port}", DEMO_SECRET_KEY, str(STORY))

    lines = (await seen("exchanges?limit=500&direction=inbound"))["exchanges"]
    bodies = [json.loads((await seen(f"exchanges/{line['id']}"))["response"]["body"]["text"]) for line in lines]
    assert carried_out(lines) == EVERY
    assert [breach for body in bodies for breach in breaches(body)] == []
