"""The command `contracts`: list, show, validate, diff, test, used; without one of these, what is generated is written or checked."""

import argparse
import sys
from collections.abc import Mapping
from typing import Final

from emulator.cli.command import Command
from emulator.cli.contracts import generated
from emulator.cli.contracts.reading import DIFF, LIST, SHOW, VALIDATE
from emulator.cli.contracts.testing import TEST
from emulator.cli.contracts.using import USED

__all__ = ["CONTRACTS"]

ACTIONS: Final[Mapping[str, Command]] = {"list": LIST, "show": SHOW, "validate": VALIDATE, "diff": DIFF, "test": TEST, "used": USED}


def _flags(parser: argparse.ArgumentParser) -> None:
    generated.add_flags(parser)
    actions = parser.add_subparsers(metavar="ACTION")
    for name, action in ACTIONS.items():
        subparser = actions.add_parser(name, help=action.summary, description=action.summary)
        action.add_flags(subparser)
        subparser.set_defaults(action=action)
    parser.set_defaults(action=None)


def _contracts(options: argparse.Namespace) -> int:
    action: Command | None = options.action
    if action:
        return action.run(options)
    if options.generated is None:
        sys.stderr.write("tsp-emulator contracts: choose one of " + ", ".join(ACTIONS) + "\n")
        return 2
    return generated.run(options)


CONTRACTS: Final = Command("list, show, validate, compare and test the contracts", _flags, _contracts)
