"""Every route of our own API stands in docs/admin_api.md with a call by curl, and the calls work from top to bottom."""

import asyncio
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestClient

from emulator import bootstrap
from emulator.admin.routes import OPERATIONS
from emulator.core.dispatch.router import Router

Client = TestClient[web.BaseRequest, web.Application]
DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs" / "admin_api.md"
SERVED: Final = "http://127.0.0.1:8081"
SET: Final = re.compile(r"(\w+)=(?:\$\((.+) \| jq -r '?([^' ]+)'?\)|(\S+))")
STEP: Final = re.compile(r"\.(\w+)|\[(\d+)\]")


def session() -> Iterator[str]:
    """The lines of the shell session."""
    text = DOCUMENT.read_text(encoding="utf-8").partition("## Every call")[2].partition("```sh\n")[2].partition("```")[0]
    return (line for line in text.splitlines() if not line.startswith("#"))


@dataclass
class Shell:
    """As much of a shell, of curl and of jq as the session needs."""

    client: Client
    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    called: list[tuple[str, str]] = field(default_factory=list)
    jobs: list[asyncio.Task[str]] = field(default_factory=list)

    async def run(self, line: str) -> None:
        """Carry out one line."""
        if line == "wait":
            await asyncio.gather(*self.jobs)
            return
        if line.endswith(" &"):
            self.jobs.append(asyncio.create_task(self.curl(line.removesuffix(" &"))))
            return
        if found := SET.fullmatch(line):
            name, command, path, text = found.groups()
            self.values[name] = text or picked(json.loads(await self.curl(command)), path)
            return
        command, _, file = line.partition(" > ")
        answer = await self.curl(command)
        if file:
            self.files[file] = answer

    async def curl(self, command: str) -> str:
        """Make one call; it must be carried out."""
        words = [re.sub(r"\$(\w+)", lambda found: self.values[found[1]], word) for word in shlex.split(command)]
        given = parsed(words)
        url = given["url"].removeprefix(SERVED)
        body = given.get("json")
        body = self.files[body[1:]] if body and body.startswith("@") else body
        headers = {**given["headers"], **({"Content-Type": "application/json"} if body else {})}
        sent: dict[str, Any] = {"data": body or given["form"] or None, "headers": headers}
        method = given.get("method") or ("POST" if sent["data"] else "GET")
        self.called.append((method, urlsplit(url).path))
        async with self.client.request(method, url, **sent) as answer:
            assert answer.status < 300, f"{command}: {await answer.text()}"
            return "" if answer.content_type == "text/event-stream" else await answer.text()


def parsed(words: list[str]) -> dict[str, Any]:
    """The flags of curl that are used here."""
    given: dict[str, Any] = {"form": [], "headers": {}}
    rest = iter(words[1:])
    takes = {"-X": "method", "--json": "json", "-d": "form", "-u": "auth", "--max-time": "time"}
    for word in rest:
        match takes.get(word):
            case "form":
                given["form"].append(tuple(next(rest).split("=", 1)))
            case "auth":
                given["headers"]["Authorization"] = encode_basic_auth(next(rest).removesuffix(":"), "")
            case None:
                given.update({} if word.startswith("-") else {"url": word})
            case name:
                given[name] = next(rest)
    return given


def picked(value: Any, path: str) -> str:
    """The text at a path of jq."""
    for name, place in STEP.findall(path):
        value = value[name] if name else value[int(place)]
    assert isinstance(value, str), path
    return value


async def test_every_route_stands_in_the_document_with_a_call_that_works(client: Client) -> None:
    shell = Shell(client)
    router = Router(bootstrap.APIS, fallback=bootstrap.APIS[-1])

    for line in session():
        await shell.run(line)

    met = [router.find(method, path).operation for method, path in shell.called]
    assert [one for one in OPERATIONS if one not in met] == []
