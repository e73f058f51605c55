"""The command `seed`: parties, keys and cards from a file into a running emulator."""

import argparse
import sys
from pathlib import Path
from typing import Final

from emulator.cli.command import Command, UsageError


def _flags(parser: argparse.ArgumentParser) -> None:
    from emulator.cli.calling import add_target

    parser.add_argument("file", metavar="FILE", type=Path, help="JSON with issuers, requestors, credentials and cards")
    add_target(parser)


def _seed(options: argparse.Namespace) -> int:
    from emulator.cli.calling import target_of
    from emulator.cli.seeding import SeedError, batches, register, told

    try:
        counted = register(batches(options.file.read_text(encoding="utf-8")), target_of(options))
    except (OSError, UnicodeDecodeError, SeedError) as error:
        raise UsageError(str(error)) from None
    sys.stdout.write(f"registered {told(counted)} in {options.namespace}\n")
    return 0


SEED: Final = Command("register parties, keys and cards from a file with a running emulator", _flags, _seed)
