"""Sockets and signals: from settings to a ready line, and from SIGTERM to a clean end."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from aiohttp import web

from emulator.config import Settings
from emulator.core.context import House
from emulator.server.app import server

DRAIN_SECONDS: Final = 10.0

# Listened on, these are reached at 127.0.0.1.
ANYWHERE: Final = ("localhost", "0.0.0.0")  # noqa: S104  # only shown; what is bound is the setting's own choice


class CannotListenError(Exception):
    """The port or address cannot be had."""


async def serve(settings: Settings, start: Callable[[Settings], Awaitable[House]]) -> None:
    """Run one emulator until SIGTERM or SIGINT.

    Raises:
        CannotListenError: the port is taken or the address not ours.
    """
    sockets = bind(settings.host, settings.port)
    port: int = sockets[0].getsockname()[1]
    house = await start(settings)
    house.public_url = settings.public_url or f"http://{_shown(settings.host)}:{port}"
    runner = web.ServerRunner(server(house), shutdown_timeout=DRAIN_SECONDS)
    await runner.setup()
    for sock in sockets:
        await web.SockSite(runner, sock).start()
    _announce(settings, house, port)
    try:
        await _told_to_stop()
    finally:
        await runner.cleanup()
        await house.close()


def bind(host: str, port: int) -> list[socket.socket]:
    """Return listening sockets; `localhost` listens on IPv4 and, where there is one, IPv6 loopback."""
    try:
        if host != "localhost":
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            return [_listen(family, host, port)]
        first = _listen(socket.AF_INET, "127.0.0.1", port)
    except OSError as error:
        raise CannotListenError(
            f"cannot listen on {host}:{port}: {error.strerror}. Stop what listens there, or choose another with --port (0 takes a free one)"
        ) from error
    try:
        return [first, _listen(socket.AF_INET6, "::1", first.getsockname()[1])]
    except OSError:
        return [first]


def _listen(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family is socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind((host, port))
        sock.listen(1024)
        sock.setblocking(False)  # noqa: FBT003  # the standard library's signature
    except OSError:
        sock.close()
        raise
    return sock


def _shown(host: str) -> str:
    return "127.0.0.1" if host in ANYWHERE else f"[{host}]" if ":" in host else host


def _announce(settings: Settings, house: House, port: int) -> None:
    if settings.port_file:
        write_whole(settings.port_file, f"{port}\n")
    sys.stdout.write(f"ready: tsp-emulator listens at {house.public_url} (development only; no money moves)\n")
    sys.stdout.flush()


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees all of it or none."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.replace(path)


async def _told_to_stop() -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, told.set)
    await told.wait()
