"""The command `keys`: the demo credentials, for people or as files."""

import argparse
import sys
from pathlib import Path
from typing import Final

from emulator.cli.command import Command


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", type=Path, help="write them as files that official libraries read")
    parser.add_argument("--public-url", dest="public_url", metavar="URL", help="the emulator's URL (default: http://127.0.0.1:8081)")


def _keys(options: argparse.Namespace) -> int:
    from emulator.admin.service import credentials, kit_text
    from emulator.config import shipped
    from emulator.core.keys import Keys

    demo = credentials.demo(Keys(shipped("keys")), options.public_url or "http://127.0.0.1:8081")
    if options.out is None:
        sys.stdout.write(kit_text.as_text(demo))
        return 0
    for name, content in credentials.files_of(demo).items():
        path = options.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sys.stdout.write(f"{path}\n")
    return 0


KEYS: Final = Command("print the demo credentials, or write them as files", _flags, _keys)
