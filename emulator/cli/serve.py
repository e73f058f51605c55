"""The command `serve`: the emulator itself."""

import argparse
import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from emulator.cli import settings
from emulator.cli.command import MISUSED, Command, UsageError

if TYPE_CHECKING:
    from emulator.config import Settings


def _serve(options: argparse.Namespace) -> int:
    chosen = settings.settings_from(options, os.environ)
    # What is imported now lives as long as the program: looking for garbage in it costs a fifth of the start.
    gc.disable()
    from emulator import logs
    from emulator.server.serve import CannotListenError

    logs.configure(level=chosen.log_level, form=chosen.log_format)
    if chosen.workers == 1:
        return _serve_with(chosen)
    from emulator.server.workers import together

    try:
        return together(chosen, _serve_as_one_of_many)
    except (CannotListenError, OSError) as error:
        raise UsageError(str(error)) from error


def _serve_with(chosen: "Settings", **how: Any) -> int:
    from emulator import bootstrap
    from emulator.server.serve import CannotListenError, serve
    from emulator.storage.engine.statements import StorageError

    try:
        run(lambda: serve(chosen, bootstrap.start, **how))
    except (CannotListenError, StorageError, OSError) as error:
        raise UsageError(str(error)) from error
    return 0


def _serve_as_one_of_many(chosen: "Settings", ready: Callable[[], None]) -> int:
    from emulator.server.workers import sharing

    try:
        return _serve_with(chosen, options=sharing(chosen), ready=lambda *_: ready())
    except UsageError as error:
        sys.stderr.write(f"tsp-emulator: {error}\n")
        return MISUSED


def run(work: Callable[[], Any]) -> None:
    """Run a coroutine on the fastest loop there is, to its end."""
    import asyncio

    try:
        import uvloop
    except ImportError:
        asyncio.run(work())
        return
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work())


SERVE: Final = Command("run the emulator", settings.add_flags, _serve)
