"""The command `contracts`: what is generated from the rows, written anew or compared."""

import argparse
import sys
from typing import Final

from emulator.cli.command import FAILED, Command


def _flags(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--write", action="store_true", help="write contracts/ anew")
    choice.add_argument("--check", action="store_true", help="say what is stale; exit code 1 when anything is")
    choice.add_argument("--tables", action="store_true", help="print the documentation's tables as JSON")


def _contracts(options: argparse.Namespace) -> int:
    import json

    from emulator import contracts
    from emulator.bootstrap import APIS
    from emulator.config import shipped

    if options.tables:
        sys.stdout.write(json.dumps(contracts.tables(APIS), indent=1))
        return 0
    texts = contracts.texts(APIS)
    if options.write:
        contracts.write(shipped("contracts"), texts)
        return 0
    stale = contracts.stale(shipped("contracts"), texts)
    sys.stdout.write("".join(f"stale: {name}\n" for name in stale))
    return FAILED if stale else 0


CONTRACTS: Final = Command("generate contracts and documentation tables", _flags, _contracts)
