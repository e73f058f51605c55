"""What is copied of an exchange does elsewhere what the page says it does."""

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from emulator.admin.schemas.keys import Credentials
from emulator.recording.tape import tape_of
from emulator.testing import world as hands
from emulator.testing.admin import Admin
from tests.dashboard.pages.conftest import Show, World
from tests.flows.customer import Customer

HOSTILE = 'it\'s "quoted" $HOME `id` \\ \n \u202e\u0645 👩🏽\u200d💳 <script>'


@pytest.fixture
def copied(page: Page, world: World, show: Show) -> Callable[[str], str]:
    """Opens the newest exchange, clicks a button of it, and gives what lies on the clipboard then."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    Customer(world.url, world.ask("GET", "keys")["mdes"]["consumer_key"]).post(
        "getToken", {"requestId": "1", "tokenUniqueReference": HOSTILE}
    )
    show(world, "timeline")
    page.click(".windowed .row")

    def copy(button: str) -> str:
        page.click(f"text={button}")
        expect(page.locator(".message").last).to_contain_text("Copied.")
        page.evaluate("document.getElementById('messages').replaceChildren()")
        return str(page.evaluate("navigator.clipboard.readText()"))

    return copy


def test_each_copy_works_where_it_is_pasted(copied: Callable[[str], str], world: World) -> None:
    curl, pytest_text, tape_text = copied("Copy as curl"), copied("Copy as pytest"), copied("Copy as tape")
    (seen,) = world.ask("GET", "exchanges")["exchanges"]

    # The signature is good for these bytes and this time, so the same call is answered alike.
    again = subprocess.run(["/bin/sh", "-c", curl.replace("curl ", "curl -s ", 1)], capture_output=True, timeout=20, check=True)
    made: dict[str, Any] = {}
    exec(compile(pytest_text, "copied.py", "exec"), made)  # noqa: S102  # our own page's text, which is what is tested
    credentials = Credentials.model_validate(world.ask("GET", "keys") | {"namespace": world.name})
    with Admin(world.url) as admin:
        made["test_get_token_goes_as_seen"](hands.World(admin, credentials))
    tape = tape_of(json.loads(tape_text))

    assert json.loads(again.stdout)["errors"] == json.loads(whole(world, seen["id"])["response"]["body"]["text"])["errors"]
    assert whole(world, "newest")["request"]["body"] == whole(world, seen["id"])["request"]["body"]
    assert [exchange.contract for exchange in tape.exchanges] == ["mdes/digital_enablement/get_token"]


def whole(world: World, exchange: str) -> Any:
    newest = world.ask("GET", "exchanges")["exchanges"][0]["id"] if exchange == "newest" else exchange
    return world.ask("GET", f"exchanges/{newest}")
