"""The command `tsp-emulator`: arguments are read before anything heavy is imported."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from emulator import __version__
from emulator.cli.command import MISUSED, Command, UsageError
from emulator.cli.contracts import CONTRACTS
from emulator.cli.doctor import DOCTOR
from emulator.cli.keys import KEYS
from emulator.cli.phone import PHONE
from emulator.cli.reset import RESET
from emulator.cli.running.explain import EXPLAIN
from emulator.cli.running.scenario import SCENARIO
from emulator.cli.running.tail import TAIL
from emulator.cli.running.trigger import TRIGGER
from emulator.cli.seed import SEED
from emulator.cli.serve import SERVE
from emulator.cli.tapes import HAR, RECORD, REPLAY, VERIFY
from emulator.cli.verify_payload import VERIFY_PAYLOAD

COMMANDS: Final[Mapping[str, Command]] = {
    "serve": SERVE,
    "keys": KEYS,
    "contracts": CONTRACTS,
    "record": RECORD,
    "replay": REPLAY,
    "verify": VERIFY,
    "har": HAR,
    "seed": SEED,
    "reset": RESET,
    "phone": PHONE,
    "verify-payload": VERIFY_PAYLOAD,
    "tail": TAIL,
    "explain": EXPLAIN,
    "trigger": TRIGGER,
    "scenario": SCENARIO,
    "doctor": DOCTOR,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command.run(options)
    except UsageError as error:
        sys.stderr.write(f"tsp-emulator: {error}\n")
        return MISUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tsp-emulator",
        description="A local, stateful emulator of card tokenization providers. Development only: the cards and tokens are fake.",
    )
    parser.add_argument("--version", action="version", version=f"tsp-emulator {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        subparser = commands.add_parser(name, help=command.summary, description=command.summary)
        command.add_flags(subparser)
        subparser.set_defaults(command=command)
    return parser
