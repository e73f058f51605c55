"""The command `verify-payload`: the phone's checks on a payload from a file, for a shell or CI."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any, Final

from emulator.cli.command import FAILED, Command, UsageError

if TYPE_CHECKING:
    from emulator.wallets.checks.case import Step

STDIN: Final = "-"


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="JSON with wallet, network, request, payload and keys; - reads standard input")
    parser.add_argument("--at", metavar="TIME", help="check as of this moment, ISO 8601 with a zone (default: now)")
    parser.add_argument("--json", action="store_true", help="print the steps as JSON")


def _verify_payload(options: argparse.Namespace) -> int:
    from emulator.config import shipped
    from emulator.core.keys import Keys
    from emulator.wallets import payload_file

    try:
        saved = payload_file.read(_text(options.file))
        examined = payload_file.verify(saved, Keys(shipped("keys")), now=_moment(options.at))
    except (payload_file.BadFile, OSError, UnicodeDecodeError) as error:
        raise UsageError(str(error)) from None
    steps = [_told(step) for step in examined.steps]
    sys.stdout.write(json.dumps(steps, indent=1) + "\n" if options.json else "".join(map(_line, steps)))
    return FAILED if examined.presented is None else 0


def _text(name: str) -> str:
    from pathlib import Path

    return sys.stdin.read() if name == STDIN else Path(name).read_text(encoding="utf-8")


def _moment(text: str | None) -> Any:
    from datetime import datetime

    from emulator.core.context import wall

    try:
        moment = datetime.fromisoformat(text) if text else wall()
    except ValueError:
        raise UsageError(f"--at does not take {text}: it is no moment of ISO 8601") from None
    if moment.tzinfo is None:
        raise UsageError(f"--at does not take {text}: it has no zone")
    return moment


def _told(step: "Step") -> dict[str, Any]:
    found = step.finding
    return {"step": step.step, "ok": found is None, **({"finding": found.as_dict()} if found else {})}


def _line(told: dict[str, Any]) -> str:
    if told["ok"]:
        return f"ok      {told['step']}\n"
    found = told["finding"]
    sides = "".join(f"        {name}: {found[name]}\n" for name in ("expected", "got") if found[name])
    return f"FAILED  {told['step']}: {found['cause']}\n        {found['message']}\n{sides}        fix: {found['fix']}\n"


VERIFY_PAYLOAD: Final = Command("check a wallet payload from a file as a phone would", _flags, _verify_payload)
"""Exit code 0 when a wallet would take the payload, 1 when it would not, 2 when the file is no saved payload."""
