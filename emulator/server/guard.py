"""Who may use the admin API: programs on this machine, not web pages, and beyond loopback whoever holds the token."""

import hmac
from typing import Final
from urllib.parse import urlsplit

from emulator.config import Settings
from emulator.core.callbacks.hosts import is_loopback
from emulator.core.message import Request
from emulator.crypto.diagnosis import Finding

ADMIN: Final = "/_emulator/"
# Whoever notifies holds no token of ours: an inbox takes messages from everybody, and shows them only through the admin API.
INBOX: Final = "/_emulator/inbox/"


def is_guarded(path: str) -> bool:
    """Say whether a path belongs to the admin API."""
    return path.startswith(ADMIN) and not path.startswith(INBOX)


def refusal(settings: Settings, request: Request) -> Finding | None:
    """Return why this request may not use the admin API, or None."""
    if not is_loopback(settings.host):
        return _without_token(settings, request)
    return _from_elsewhere(settings, request)


def _without_token(settings: Settings, request: Request) -> Finding | None:
    sent = request.header("authorization").removeprefix("Bearer ")
    if settings.admin_token and hmac.compare_digest(sent.encode(), settings.admin_token.encode()):
        return None
    return Finding(
        check="admin",
        cause="admin_token_missing",
        message="the emulator listens beyond loopback, so its admin API asks for a token",
        fix="start it with EMULATOR_ADMIN_TOKEN and send 'Authorization: Bearer TOKEN'",
    )


def _from_elsewhere(settings: Settings, request: Request) -> Finding | None:
    host = urlsplit(f"//{request.header('host')}").hostname or ""
    ours = urlsplit(settings.public_url).hostname
    origin = request.header("origin")
    same = not origin or urlsplit(origin).netloc == request.header("host")
    if same and (is_loopback(host) or host == ours):
        return None
    return Finding(
        check="admin",
        cause="foreign_host_or_origin",
        message="the admin API answers only to loopback names and to its own pages",
        fix="call it as http://127.0.0.1:PORT/_emulator/... from a program, or start with --public-url",
        got=f"Host {request.header('host')}, Origin {origin or 'none'}",
    )
