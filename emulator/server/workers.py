"""Several processes behind one port: each listens by itself, and the kernel deals out the connections."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Final

from emulator.config import Settings
from emulator.server.serve import CannotListenError, announce, bind, shown_at

READY: Final = b"1"
FAILED: Final = 1

Work = Callable[[Settings, Callable[[], None]], int]
"""Serves with these settings until told to stop, calls when it is ready, and returns the exit code."""


def together(settings: Settings, work: Work) -> int:
    """Serve one port with `settings.workers` processes until SIGTERM or SIGINT, or until one of them ends; return the exit code.

    The first is ready before the others begin, so that one alone makes the tables and the home world. None outlives this
    process, however it ends.

    Raises:
        CannotListenError: the port is taken, a worker did not start, or these settings are for one process.
    """
    if why := refusal(settings):
        raise CannotListenError(why)
    reserved = bind(settings.host, settings.port, options=sharing(settings))
    port: int = reserved[0].getsockname()[1]
    lifeline = os.pipe()
    children: list[int] = []
    try:
        for _ in range(settings.workers):
            child = _started(settings.model_copy(update={"port": port}), work, reserved=reserved, lifeline=lifeline)
            children.append(child)  # those that have started are told to stop when a later one does not
        _close(reserved)
        return _ended(children, lambda: announce(settings, shown_at(settings, port), port))
    finally:
        _close(reserved)
        _tell(children)
        for end in lifeline:
            os.close(end)


def refusal(settings: Settings) -> str | None:
    """Return why these settings cannot be served by several processes; None when they can."""
    if not (hasattr(os, "fork") and hasattr(socket, "SO_REUSEPORT")):
        return "this system cannot share a port among processes: leave out --workers"
    if settings.database_url in {"sqlite://", "sqlite:///:memory:"}:
        return "workers share their database, and memory cannot be shared: choose a file or PostgreSQL with --database"
    if settings.seed is not None:
        return "what a seed makes is reproducible in one process alone: leave out --workers or --seed"
    return None


def sharing(settings: Settings) -> tuple[int, ...]:
    """Return the socket options with which several processes may listen on one port."""
    return (socket.SO_REUSEPORT,) if settings.workers > 1 else ()


def _started(settings: Settings, work: Work, *, reserved: Iterable[socket.socket], lifeline: tuple[int, int]) -> int:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _close(reserved)
        _hold(*lifeline)
        # Whatever happens, a child never returns into its parent's code.
        try:
            code = work(settings, lambda: _say_ready(writer))
        finally:
            os._exit(locals().get("code", FAILED))
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        if pipe.read(1) != READY:
            raise CannotListenError("a worker did not start; what it said stands above")
    return child


def _hold(reader: int, writer: int) -> None:
    """Stop when the parent is gone: it holds the other end of this pipe, and writes nothing into it."""
    os.close(writer)

    def stop() -> None:
        os.read(reader, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=stop, name="lifeline", daemon=True).start()


def _say_ready(writer: int) -> None:
    os.write(writer, READY)
    os.close(writer)


def _ended(children: list[int], say_ready: Callable[[], None]) -> int:
    """Say that they are ready; wait until a worker ends by itself, which ends the others, or until told to stop; return the exit code."""
    stopping: list[int] = []

    def stop(number: int, _frame: object) -> None:
        stopping.append(number)
        _tell(children)

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, stop)
    say_ready()
    codes: list[int] = []
    while children:
        child, status = os.wait()
        children.remove(child)
        codes.append(os.waitstatus_to_exitcode(status))
        if not stopping:
            sys.stderr.write("tsp-emulator: a worker has ended, so the others are told to stop\n")
            stopping.append(signal.SIGCHLD)
            codes.append(FAILED)
            _tell(children)
    return max(abs(code) for code in codes)


def _tell(children: Iterable[int]) -> None:
    for child in tuple(children):
        os.kill(child, signal.SIGTERM)


def _close(sockets: Iterable[socket.socket]) -> None:
    for sock in sockets:
        sock.close()
