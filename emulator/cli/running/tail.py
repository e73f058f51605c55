"""The command `tail`: every exchange in the terminal as it ends, encrypted bodies opened."""

import argparse
import json
import sys
from typing import Any, Final

from emulator.cli.command import Command


def _flags(parser: argparse.ArgumentParser) -> None:
    from emulator.cli.calling import add_target

    add_target(parser)
    parser.add_argument("--api", help="only this API, or a pattern (mdes.*)")
    parser.add_argument("--operation", help="only this operation, question or notice, or a pattern")
    parser.add_argument("--most", metavar="N", type=int, help="end after so many")
    parser.add_argument("--bodies", choices=("opened", "none"), default="opened", help="show bodies, opened where they were encrypted")
    parser.add_argument("--json", action="store_true", help="print each exchange as one line of JSON")


def _tail(options: argparse.Namespace) -> int:
    from emulator.cli.calling import query, target_of

    asked = query(namespace=options.namespace, api=options.api, operation=options.operation)
    shown = 0
    try:
        for exchange in target_of(options).events(f"exchanges/stream?{asked}"):
            sys.stdout.write(json.dumps(exchange) + "\n" if options.json else told(exchange, bodies=options.bodies))
            sys.stdout.flush()
            shown += 1
            if shown == options.most:
                break
    except KeyboardInterrupt:
        sys.stderr.write("\n")
    return 0


def told(exchange: Any, *, bodies: str = "opened") -> str:
    """Return an exchange as lines for people."""
    arrow = "<-" if exchange["direction"] == "outbound" else "->"
    outcome = exchange["error"] or "ok"
    line = f"{exchange['at'][11:23]} {arrow} {exchange['status'] or '---'} {exchange['method']} {exchange['url']}"
    lines = [f"{line} {exchange['api']}.{exchange['operation']} {outcome} {exchange['micros'] / 1_000:.1f}ms {exchange['id']}"]
    lines += [f"    ! {finding['cause']}: {finding['message']}\n      {finding['fix']}" for finding in exchange["findings"]]
    if bodies == "opened":
        lines += _body(">", exchange["request"]) + _body("<", exchange["response"])
    return "\n".join(lines) + "\n"


def _body(mark: str, side: Any) -> list[str]:
    if side is None:
        return []
    content = side["opened"] or side["body"]
    try:
        text = json.dumps(json.loads(content["text"]), indent=2, ensure_ascii=False)
    except ValueError:
        text = content["text"]
    return [f"    {mark} {line}" for line in text.splitlines()]


TAIL: Final = Command("show every exchange as it ends, encrypted bodies opened", _flags, _tail)
