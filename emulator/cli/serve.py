"""The command `serve`: the emulator itself."""

import argparse
import os
from collections.abc import Callable
from typing import Any, Final

from emulator.cli import settings
from emulator.cli.command import Command, UsageError


def _serve(options: argparse.Namespace) -> int:
    chosen = settings.settings_from(options, os.environ)
    from emulator import bootstrap, logs
    from emulator.server.serve import CannotListenError, serve
    from emulator.storage.engine.statements import StorageError

    logs.configure(level=chosen.log_level, form=chosen.log_format)
    try:
        _run(lambda: serve(chosen, bootstrap.start))
    except (CannotListenError, StorageError, OSError) as error:
        raise UsageError(str(error)) from error
    return 0


def _run(work: Callable[[], Any]) -> None:
    import asyncio

    try:
        import uvloop
    except ImportError:
        asyncio.run(work())
        return
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work())


SERVE: Final = Command("run the emulator", settings.add_flags, _serve)
