"""The command `trigger`: make an event happen in a running emulator."""

import argparse
import sys
from typing import Any, Final

from emulator.cli.command import Command, UsageError


def _flags(parser: argparse.ArgumentParser) -> None:
    from emulator.cli.calling import add_target

    add_target(parser)
    parser.add_argument("event", metavar="EVENT", nargs="?", help="the event; none: list them")
    parser.add_argument("--with", dest="fields", metavar="FIELD=VALUE", action="append", default=[], help="what it happens to, and how")


def _trigger(options: argparse.Namespace) -> int:
    from emulator.cli.calling import target_of

    target = target_of(options)
    if options.event is None:
        for row in target.call("GET", "triggers")["triggers"]:
            sys.stdout.write(f"{row['event']:32} {row['summary']} ({', '.join(row['fields'])})\n")
        return 0
    body = {"event": options.event, "namespace": options.namespace, "fields": fields_of(options.fields)}
    for line in target.call("POST", "triggers", body)["done"]:
        sys.stdout.write(f"{line}\n")
    return 0


def fields_of(pairs: list[str]) -> dict[str, Any]:
    """Return `field=value` texts as members.

    Raises:
        UsageError: one has no equals sign, or no name before it.
    """
    if wrong := [pair for pair in pairs if not pair.partition("=")[0] or "=" not in pair]:
        raise UsageError(f"--with takes FIELD=VALUE, not {wrong[0]!r}")
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}


TRIGGER: Final = Command("make an event happen: a token suspended by the issuer, a card replaced, ...", _flags, _trigger)
