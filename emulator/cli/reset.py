"""The command `reset`: an empty database, while the emulator is not running."""

import argparse
import os
import sys
from typing import Final

from emulator.cli.command import Command, UsageError
from emulator.cli.settings import settings_from


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", dest="data_dir", metavar="DIR", help="the emulator's data directory")
    parser.add_argument("--database", metavar="URL", help="the emulator's database")


def _reset(options: argparse.Namespace) -> int:
    import asyncio

    settings = settings_from(options, os.environ)
    from emulator.storage.engine.statements import StorageError
    from emulator.storage.store import wipe

    try:
        asyncio.run(wipe(settings.database_url))
    except StorageError as error:
        raise UsageError(str(error)) from error
    sys.stdout.write(f"emptied {settings.database_url}\n")
    return 0


RESET: Final = Command("empty the emulator's database while it is not running", _flags, _reset)
