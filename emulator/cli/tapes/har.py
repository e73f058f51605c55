"""The command `har`: a tape as an HTTP archive, for other tools."""

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from emulator.cli.command import Command, UsageError


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tape", metavar="TAPE", type=Path, help="a tape")
    parser.add_argument("--out", metavar="FILE", type=Path, help="where to write the archive (default: standard output)")


def _har(options: argparse.Namespace) -> int:
    from emulator.recording.har import archive
    from emulator.recording.tape import NoTape, read

    try:
        text = json.dumps(archive(read(options.tape)), indent=2, ensure_ascii=False) + "\n"
        if options.out is None:
            sys.stdout.write(text)
        else:
            options.out.write_text(text, encoding="utf-8")
    except (NoTape, OSError) as error:
        raise UsageError(str(error)) from error
    return 0


HAR: Final = Command("export a tape as an HTTP archive", _flags, _har)
