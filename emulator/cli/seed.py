"""The command `seed`: parties, keys and cards from a file into a running emulator."""

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from emulator.cli.command import Command, UsageError


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="JSON with issuers, requestors, credentials and cards")
    parser.add_argument("--url", default="http://127.0.0.1:8081", help="the running emulator (default: http://127.0.0.1:8081)")
    parser.add_argument("--namespace", default="default", help="the world to register them in (default: default)")


def _seed(options: argparse.Namespace) -> int:
    from emulator.cli.seeding import SeedError, Target, batches, register, told

    target = Target(options.url, options.namespace, os.environ.get("EMULATOR_ADMIN_TOKEN", ""))
    try:
        counted = register(batches(options.file.read_text(encoding="utf-8")), target)
    except (OSError, UnicodeDecodeError, SeedError) as error:
        raise UsageError(str(error)) from None
    sys.stdout.write(f"registered {told(counted)} in {options.namespace}\n")
    return 0


SEED: Final = Command("register parties, keys and cards from a file with a running emulator", _flags, _seed)
