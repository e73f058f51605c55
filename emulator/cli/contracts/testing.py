"""The contracts tried on a live target: the emulator, or a provider's sandbox with credentials of one's own."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from emulator.cli.command import FAILED, Command, UsageError

if TYPE_CHECKING:
    from emulator.contracts.checks.trial import Result

TARGET: Final = "http://127.0.0.1:8081"


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--target", metavar="URL", default=TARGET, help=f"who answers (default: {TARGET})")
    parser.add_argument(
        "--only", metavar="NAME", action="append", default=[], help="operations whose contract's name holds this; may come again"
    )
    parser.add_argument(
        "--ignore", metavar="POINTER", action="append", default=[], help="known drift: breaches below this place do not count"
    )
    parser.add_argument("--tapes", metavar="DIR", type=Path, action="append", help="what to send (default: the tapes of this version)")
    parser.add_argument("--junit", metavar="FILE", type=Path, help="write a JUnit XML report")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write a JSON report")


def _test(options: argparse.Namespace) -> int:
    import asyncio

    from emulator.contracts.checks import report
    from emulator.contracts.checks.validation import NoValidator
    from emulator.recording.credentials import NoCredential
    from emulator.recording.tape import NoTape

    target = options.target.rstrip("/")
    try:
        results = asyncio.run(_tried(options, target))
    except (NoTape, NoCredential, NoValidator, OSError, ValueError) as error:
        raise UsageError(str(error)) from error
    sys.stdout.write(report.as_table(results))
    _write(options.junit, report.as_junit, results, target=target)
    _write(options.json, report.as_json, results, target=target)
    return FAILED if any(result.state == "failed" for result in results) else 0


async def _tried(options: argparse.Namespace, target: str) -> "list[Result]":
    from emulator.cli.tapes.callers import played
    from emulator.config import shipped
    from emulator.contracts.checks.library import Library
    from emulator.contracts.checks.trial import judge, untried, wanted
    from emulator.contracts.checks.validation import Validator
    from emulator.recording.tape import tapes_in

    library = Library(shipped("contracts"))
    results, validator = untried(library, options.only), Validator(library)
    tapes = [tape for _, tape in tapes_in(options.tapes or _shipped_tapes())]
    for tape in wanted(tapes, results):
        judge(results, (await played(tape, target, os.environ)).compared, validator, ignored=options.ignore)
    return list(results.values())


def _shipped_tapes() -> list[Path]:
    from emulator.bootstrap import APIS
    from emulator.config import shipped

    providers = dict.fromkeys(api.name.partition(".")[0] for api in APIS)
    folders = (shipped("tapes") / provider for provider in providers)
    return [folder for folder in folders if folder.is_dir()]


def _write(path: Path | None, written: "Callable[[Sequence[Result], str], str]", results: "Sequence[Result]", *, target: str) -> None:
    if path is not None:
        path.write_text(written(results, target), encoding="utf-8")


TEST: Final = Command("try every contract on a live target; exit code 1 when one is broken", _flags, _test)
