"""The contracts as the emulator serves them: files at addresses that resolve, and a page to look at them with."""

import json
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from emulator.config import shipped
from emulator.core.message import JSON_HEADERS, Request, Response

ROOT: Final = "/_emulator/contracts/"
# What the `$id`s of the files begin with: a name that resolves nowhere (RFC 6761), put right when they are served.
UNRESOLVED: Final = "https://tsp-emulator.invalid/contracts/"
PAGE: Final = {
    "Content-Type": "text/html; charset=utf-8",
    # The page is one file: nothing else is loaded, and nothing but contracts is asked for.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
}
SCHEMA: Final = {"Content-Type": "application/schema+json"}


def served(request: Request, public_url: str) -> Response | None:
    """Return a contract, the list of all (`names`), or the page; None where the path is about something else."""
    if request.method != "GET" or not f"{request.path}/".startswith(ROOT):
        return None
    name = unquote(request.path.removeprefix(ROOT.rstrip("/"))).lstrip("/")
    if not name:
        return Response(200, _page(), PAGE)
    if name == "names":
        return Response(200, json.dumps(sorted(_files())).encode(), JSON_HEADERS)
    path = _files().get(name)
    if path is None:
        return None
    text = path.read_text(encoding="utf-8").replace(UNRESOLVED, f"{public_url}{ROOT}")
    return Response(200, text.encode(), SCHEMA)


@cache
def _files() -> dict[str, Path]:
    directory = shipped("contracts")
    return {path.relative_to(directory).as_posix(): path for path in directory.rglob("*.json")}


@cache
def _page() -> bytes:
    return Path(__file__).with_suffix(".html").read_bytes()
