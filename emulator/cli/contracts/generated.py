"""Contracts and documentation tables as they are generated from the rows: written anew, compared, or printed."""

import argparse
import sys

from emulator.cli.command import FAILED


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Give the command the flags of those who change the emulator itself."""
    choice = parser.add_mutually_exclusive_group()
    for name, text in (
        ("write", "write contracts/ anew"),
        ("check", "say what is stale; exit code 1 when anything is"),
        ("tables", "print the documentation's tables as JSON"),
    ):
        choice.add_argument(f"--{name}", dest="generated", action="store_const", const=name, help=text)


def run(options: argparse.Namespace) -> int:
    """Write, check or print, and return the exit code."""
    import json

    from emulator import contracts
    from emulator.bootstrap import APIS
    from emulator.config import shipped

    if options.generated == "tables":
        sys.stdout.write(json.dumps(contracts.tables(APIS), indent=1))
        return 0
    texts = contracts.texts(APIS)
    if options.generated == "write":
        contracts.write(shipped("contracts"), texts)
        return 0
    stale = contracts.stale(shipped("contracts"), texts)
    sys.stdout.write("".join(f"stale: {name}\n" for name in stale))
    return FAILED if stale else 0
