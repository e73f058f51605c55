"""Contracts listed, shown, held against a file, and compared with those of another version."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from emulator.cli.command import FAILED, Command, UsageError

if TYPE_CHECKING:
    from emulator.contracts.checks.library import Library


def _no_flags(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def _show_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("contract", metavar="NAME", help="its name, as `list` prints it")


def _validate_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a JSON message; - reads standard input")
    parser.add_argument("--contract", metavar="NAME", required=True, help="its contract, as `list` prints it")


def _diff_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", type=Path, help="a folder of contracts")
    parser.add_argument("new", metavar="NEW", type=Path, nargs="?", help="another (default: those of this version)")


def _shipped() -> "Library":
    from emulator.config import shipped
    from emulator.contracts.checks.library import Library

    return Library(shipped("contracts"))


def _list(_options: argparse.Namespace) -> int:
    sys.stdout.write("".join(f"{name}\n" for name in _shipped().names))
    return 0


def _show(options: argparse.Namespace) -> int:
    from emulator.contracts.checks.library import UnknownContract

    try:
        schema = _shipped().schema(options.contract)
    except UnknownContract as error:
        raise UsageError(str(error)) from None
    sys.stdout.write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
    return 0


def _validate(options: argparse.Namespace) -> int:
    from emulator.contracts.checks.library import UnknownContract
    from emulator.contracts.checks.validation import NoValidator, Validator

    try:
        found = Validator(_shipped()).breaches(options.contract, _message(options.file))
    except (UnknownContract, NoValidator) as error:
        raise UsageError(str(error)) from None
    sys.stdout.write("".join(f"{breach}\n" for breach in found) or f"{options.file} holds against {options.contract}\n")
    return FAILED if found else 0


def _message(file: str) -> Any:
    try:
        return json.loads(sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} is no JSON: {error}") from None


def _diff(options: argparse.Namespace) -> int:
    from emulator.contracts.checks.compatibility import changes
    from emulator.contracts.checks.library import Library

    for folder in (options.old, options.new):
        if folder is not None and not folder.is_dir():
            raise UsageError(f"{folder} is no folder of contracts")
    found = changes(Library(options.old), Library(options.new) if options.new else _shipped())
    sys.stdout.write("".join(f"{change}\n" for change in found) or "nothing changed\n")
    return FAILED if any(change.breaks for change in found) else 0


LIST: Final = Command("list every contract by name", _no_flags, _list)
SHOW: Final = Command("print one contract", _show_flags, _show)
VALIDATE: Final = Command("hold a message against a contract", _validate_flags, _validate)
DIFF: Final = Command("compare two versions of the contracts; exit code 1 when a change breaks", _diff_flags, _diff)
