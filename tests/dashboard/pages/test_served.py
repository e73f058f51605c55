"""The page as it is served: its own files, a strict policy, and nothing of any world without the token."""

import re

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from yarl import URL

from emulator.config import Settings
from emulator.dashboard.pages import PAGE, ROOT, STATIC

IMPORT = re.compile(r'from "(\.{1,2}/[^"]+)"')
Door = TestClient[web.BaseRequest, web.Application]


@pytest.mark.parametrize("path", [PAGE, PAGE.rstrip("/")])
async def test_the_page_has_a_policy_that_lets_in_nothing_from_elsewhere(client: Door, path: str) -> None:
    answer = await client.get(path)
    policy = answer.headers["Content-Security-Policy"]

    assert (answer.status, answer.content_type) == (200, "text/html")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_every_file_that_a_file_asks_for_is_served(client: Door) -> None:
    names = [path.relative_to(STATIC) for path in STATIC.rglob("*.js")]
    imported = {(STATIC / name.parent / found).resolve() for name in names for found in IMPORT.findall((STATIC / name).read_text())}
    linked = re.findall(r'(?:src|href)="(/[^"]+)"', (STATIC / "index.html").read_text())

    answers = [await client.get(link) for link in linked]
    modules = [await client.get(ROOT + path.relative_to(STATIC).as_posix()) for path in imported]

    assert {answer.status for answer in answers} == {200}
    assert {(answer.status, answer.content_type) for answer in modules} == {(200, "text/javascript")}


def test_text_never_becomes_markup() -> None:
    dangerous = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|https?://(?!127\.0\.0\.1|www\.w3\.org/2000/svg)"
    )

    found = {path.name: dangerous.findall(path.read_text()) for path in STATIC.rglob("*.js")}

    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize("path", ["gone.js", "../pages.py", "%2e%2e/pages.py", "/etc/hosts", "index.html/"])
async def test_what_is_no_file_of_the_page_is_not_found(client: Door, path: str) -> None:
    answer = await client.session.get(URL(f"{client.make_url('/')}".rstrip("/") + ROOT + path, encoded=True))

    assert (answer.status, answer.content_type) == (404, "application/problem+json")


class TestBeyondLoopback:
    """The page itself says nothing about any world; what it asks for is behind the token as before."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", host="192.0.2.1", admin_token="a-token")

    async def test_the_page_is_served_and_the_admin_api_asks_for_the_token(self, client: Door) -> None:
        page = await client.get(PAGE)
        module = await client.get(f"{ROOT}main.js")
        asked = await client.get("/_emulator/tokens")

        assert (page.status, module.status, asked.status) == (200, 200, 401)
