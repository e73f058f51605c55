"""The life of the serving process: bind, say ready, drain, stop."""

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from aiohttp import web

from ..bootstrap import World, issuer_app, own_url
from ..errors import BadSetting
from ..settings import Settings
from .web import web_application

# After SIGTERM a request under way may still wait for the provider, and then needs a moment to store and answer.
DRAIN_SECONDS: Final = 5.0


async def serve(settings: Settings, world: World, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; `announce` gets the ready line. Raises BadSetting or UnreadableCard."""
    stop = _stop_signal()
    with _listener(settings) as listener:
        port = int(listener.getsockname()[1])
        url = own_url(settings, port)
        async with issuer_app(settings, world, url) as app:
            runner = web.AppRunner(web_application(app), access_log=None, shutdown_timeout=settings.timeout + DRAIN_SECONDS)
            await runner.setup()
            try:
                await web.SockSite(runner, listener).start()
                _write_port(settings.port_file, port)
                announce(f"ready {url}")
                await stop.wait()
            finally:
                await runner.cleanup()


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Where the loop has no signal handlers (Windows), Ctrl-C still ends the program.
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=128)
    except OSError as error:
        raise BadSetting(f"Cannot listen on {settings.host} port {settings.port}: {_why(error)}.") from None


def _why(error: OSError) -> str:
    # The text that asyncio and socket give repeats the address; resolvers have numbers of their own, below zero.
    return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror or error)


def _write_port(file: Path | None, port: int) -> None:
    if file is None:
        return
    # A reader must see no half-written number.
    draft = file.with_name(file.name + ".draft")
    try:
        draft.write_text(f"{port}\n")
        draft.replace(file)
    except OSError as error:
        raise BadSetting(f"Setting --port-file (ISSUER_APP_PORT_FILE): {file} cannot be written: {error.strerror}.") from None
