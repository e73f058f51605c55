"""Sockets and signals: from settings to a ready line, and from SIGTERM to a clean end."""

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Final

from aiohttp import web

from emulator.config import Settings
from emulator.core.context import House, wall
from emulator.server.app import server
from emulator.server.tls import TlsError, context_of

DRAIN_SECONDS: Final = 10.0

# How many new objects are let live before the collector looks at them: as many as a few hundred requests make.
YOUNG: Final = 50_000

# Listened on, these are reached at 127.0.0.1.
ANYWHERE: Final = ("localhost", "0.0.0.0")  # noqa: S104  # only shown; what is bound is the setting's own choice


class CannotListenError(Exception):
    """The port or address cannot be had."""


Serving = Callable[[House], web.Server]
Ready = Callable[[Settings, str, int], None]


async def serve(
    settings: Settings,
    start: Callable[[Settings], Awaitable[House]],
    serving: Serving = server,
    *,
    options: Iterable[int] = (),
    ready: Ready | None = None,
) -> None:
    """Run one emulator, or what `serving` makes of its house, until SIGTERM or SIGINT.

    `options` are those of its sockets, `ready` is told URL and port.

    Raises:
        CannotListenError: the port is taken, the address not ours, or TLS cannot be set up.
    """
    sockets = bind(settings.host, settings.port, options=options)
    port: int = sockets[0].getsockname()[1]
    try:
        secured = context_of(settings, now=wall())
    except TlsError as error:
        raise CannotListenError(str(error)) from error
    house = await start(settings)
    house.public_url = shown_at(settings, port)
    runner = web.ServerRunner(serving(house), shutdown_timeout=DRAIN_SECONDS)
    await runner.setup()
    for sock in sockets:
        await web.SockSite(runner, sock, ssl_context=secured).start()
    _spare_the_collector()
    # Whoever reads the ready line may stop the program at once.
    told = _heeding_signals()
    (ready or announce)(settings, house.public_url, port)
    try:
        await told.wait()
    finally:
        house.journal.close()
        house.desk.close()
        await runner.cleanup()
        await house.close()


def _spare_the_collector() -> None:
    """Set aside what lives as long as the program, so that nobody looks for garbage in it at every few requests."""
    gc.freeze()
    gc.set_threshold(YOUNG)
    gc.enable()


def bind(host: str, port: int, *, options: Iterable[int] = ()) -> list[socket.socket]:
    """Return listening sockets; `localhost` listens on IPv4 and, where there is one, IPv6 loopback."""
    try:
        if host != "localhost":
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            return [_listen(family, host, port, options=options)]
        first = _listen(socket.AF_INET, "127.0.0.1", port, options=options)
    except OSError as error:
        raise CannotListenError(
            f"cannot listen on {host}:{port}: {error.strerror}. Stop what listens there, or choose another with --port (0 takes a free one)"
        ) from error
    try:
        return [first, _listen(socket.AF_INET6, "::1", first.getsockname()[1], options=options)]
    except OSError:
        return [first]


def _listen(family: socket.AddressFamily, host: str, port: int, *, options: Iterable[int]) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        for option in (socket.SO_REUSEADDR, *options):
            sock.setsockopt(socket.SOL_SOCKET, option, 1)
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


def shown_at(settings: Settings, port: int) -> str:
    """Return the URL at which clients find an emulator that listens on this port."""
    scheme = "http" if settings.tls == "off" else "https"
    return settings.public_url or f"{scheme}://{_shown(settings.host)}:{port}"


def announce(settings: Settings, url: str, port: int) -> None:
    """Say that the emulator is ready: in the port file, where one is wanted, and on the terminal."""
    if settings.port_file:
        write_whole(settings.port_file, f"{port}\n")
    sys.stdout.write(f"ready: tsp-emulator listens at {url} (development only; no money moves)\n")
    sys.stdout.flush()


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees all of it or none."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.replace(path)


def _heeding_signals() -> asyncio.Event:
    """Return what is set when the program is told to stop, from now on."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, told.set)
    return told
