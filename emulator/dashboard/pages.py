"""The dashboard's pages as the server gives them out: one document, its styles, and its modules."""

from functools import cache
from pathlib import Path
from typing import Final

from emulator.core.message import Request, Response

PAGE: Final = "/_emulator/"
ROOT: Final = "/_emulator/dashboard/"
STATIC: Final = Path(__file__).with_name("static")

TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# CSP Level 3 (https://www.w3.org/TR/CSP3/): everything is the page's own; `data:` is for card art, which the admin API gives as such.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # A newer emulator on the same port brings a newer page.
    "Cache-Control": "no-cache",
}


def served(request: Request) -> Response | None:
    """Return the page or one of its files; None where the path is about something else.

    The files say nothing about any world, so they need no token: the page asks for it, and sends it along with what it asks.
    """
    if request.method not in {"GET", "HEAD"}:
        return None
    name = "index.html" if request.path in {PAGE, PAGE.rstrip("/")} else request.path.removeprefix(ROOT)
    path = _files().get(name)
    if path is None:
        return None
    return Response(200, path.read_bytes(), {"Content-Type": TYPES[path.suffix], **HEADERS})


@cache
def _files() -> dict[str, Path]:
    return {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*") if path.suffix in TYPES}
