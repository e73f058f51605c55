"""A browser at an emulator of its own: nothing may be said on its console, and nothing asked elsewhere."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request, sync_playwright

from tests.flows.processes import Program, running

TIMEOUT = 20.0
CARD = "5204731660001001"


@dataclass
class World:
    """A world of the emulator, and how to ask the admin API about it from outside the browser."""

    url: str
    name: str

    def ask(self, method: str, path: str, /, **fields: Any) -> Any:
        """Ask, as curl would."""
        said = {"namespace": self.name, **fields}
        place: dict[str, Any] = {"params": said} if method in {"GET", "DELETE"} else {"json": said}
        answer = requests.request(method, f"{self.url}/_emulator/{path}", timeout=TIMEOUT, **place)
        assert answer.ok, answer.text
        return answer.json()

    def token(self, number: str = CARD, **card: str) -> str:
        """Register a card, put it into a wallet on the green path, and return the token's reference."""
        self.ask("POST", "parties", cards=[{"number": number, "expiry": "2029-11", **card}])
        newest = self.ask("GET", "cards")["cards"][0]["reference"]
        added = self.ask("POST", "tokens", card=newest, wallet="apple_pay", path="green")
        reference: str = added["token"]["reference"]
        return reference


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium. It lives as long as a module: its loop may not be there when an asynchronous test runs."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("emulator")
    with running("emulator", "--database", "sqlite://", "--seed", "1", folder=folder) as program:
        yield program


OpenWorld = Callable[[str], World]


@pytest.fixture
def open_world(emulator: Program) -> OpenWorld:
    """Opens a world whose issuer listens at a URL."""

    def opened(issuer_url: str) -> World:
        made = requests.post(f"{emulator.url}/_emulator/namespaces", json={"issuer_url": issuer_url}, timeout=TIMEOUT)
        return World(emulator.url, made.json()["namespace"])

    return opened


@pytest.fixture
def world(emulator: Program, open_world: OpenWorld) -> World:
    """A world whose issuer is an inbox."""
    return open_world(f"{emulator.url}/_emulator/inbox/issuer")


@pytest.fixture
def excused() -> str:
    """How something begins that may be said on the console; nothing may."""
    return "nothing is excused"


@pytest.fixture
def page(browser: Browser, excused: str) -> Iterator[Page]:
    """A page of its own context; what it must not say or ask is looked at when it is closed."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(TIMEOUT * 1_000)
    opened = context.new_page()
    said, asked = list[str](), list[str]()

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(excused):
            said.append(message.text)

    def dialog(opened_by_page: Dialog) -> None:
        said.append(f"dialog: {opened_by_page.message}")
        opened_by_page.dismiss()

    def failed(error: Error) -> None:
        said.append(str(error))

    def request(sent: Request) -> None:
        asked.append(sent.url)

    opened.on("console", console)
    opened.on("dialog", dialog)
    opened.on("pageerror", failed)
    opened.on("request", request)
    yield opened
    origins = {urlsplit(url).netloc for url in asked if not url.startswith("data:")}
    context.close()
    assert said == []
    assert len(origins) <= 1


Show = Callable[[World, str], None]


@pytest.fixture
def show(page: Page) -> Show:
    """Shows a page of the dashboard, in a world."""

    def shown(world: World, name: str) -> None:
        page.goto(f"{world.url}/_emulator/#/start")
        page.evaluate("name => localStorage.setItem('tsp-emulator.world', name)", world.name)
        page.goto(f"{world.url}/_emulator/?{name}#/{name}")
        page.wait_for_selector("#line.on")

    return shown
