"""The command `scenario`: arm, list and clear what goes wrong in a running emulator."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

from emulator.cli.command import Command


def _flags(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="arm|list|clear")
    for verb, (summary, add_flags, _) in VERBS.items():
        add_flags(_with_target(verbs.add_parser(verb, help=summary, description=summary)))


def _with_target(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    from emulator.cli.calling import add_target

    add_target(parser)
    return parser


def _run(options: argparse.Namespace) -> int:
    from emulator.cli.calling import target_of

    _, _, run = VERBS[options.verb]
    for scenario in run(target_of(options), options):
        sys.stdout.write(told(scenario))
    return 0


def value_of(text: str) -> Any:
    """Return what a text means as JSON, and the text itself where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def times(text: str) -> int | None:
    """Return how often; None for `always`. Raises `ValueError`."""
    return None if text == "always" else int(text)


# What stands for itself in the message: how it is read, and what it says.
FIELDS: Final[Mapping[str, tuple[Callable[[str], Any], str]]] = {
    "api": (str, "name of an API, or a pattern (mdes.*)"),
    "operation": (str, "name of an operation, question or notice, or a pattern"),
    "place": (str, "call, question, notice or attempt; default: as fits"),
    "card": (str, "only messages about this card, by its number or a reference"),
    "every": (int, "fire at every Nth message"),
    "share": (float, "fire at this share of the messages, by chance; needs serve --seed"),
    "remaining": (times, "how often it fires, or 'always': until it is cleared (default: once)"),
    "delay": (float, "seconds to wait first"),
    "distribution": (str, "fixed, uniform or exponential; --delay is the mean"),
    "stage": (str, "turn a call aside 'before' anything is done, or 'after' all was done and committed"),
    "error": (str, "the refusal to raise, by the name of the domain's error (IssuerSilent)"),
    "fault": (str, "what goes wrong (silence, cut, truncate, rate_limit, duplicate, ...)"),
    "seconds": (float, "clock_skew: how far the clock is ahead; reorder: how long it is held back"),
}


def _arm_flags(parser: argparse.ArgumentParser) -> None:
    for name, (read, meaning) in FIELDS.items():
        parser.add_argument(f"--{name}", type=read, default=argparse.SUPPRESS, help=meaning)
    where = "only messages of which this holds: equals, differs, below, at_least, one_of"
    parser.add_argument("--where", nargs=3, action="append", default=[], metavar=("MEMBER", "TEST", "VALUE"), help=where)
    parser.add_argument("--answer", metavar="BODY", type=value_of, help="the answer to give: JSON, or text as it is")
    parser.add_argument("--status", metavar="N", type=int, default=200, help="the status of --answer (default: 200)")


def _arm(target: Any, options: argparse.Namespace) -> list[Any]:
    return [target.call("POST", "scenarios", {"namespace": target.namespace, **armed(options)})]


def armed(options: argparse.Namespace) -> dict[str, Any]:
    """Return the flags of `arm` as the message that the emulator takes."""
    given = {name: value for name, value in vars(options).items() if name in FIELDS}
    where = [{"path": path, "test": test, "value": value_of(value)} for path, test, value in options.where]
    answer = {} if options.answer is None else {"answer": {"status": options.status, "body": options.answer}}
    return {**given, "where": where, **answer}


def _no_flags(_parser: argparse.ArgumentParser) -> None:
    """What is listed needs no more than the emulator."""


def _list(target: Any, _options: argparse.Namespace) -> list[Any]:
    return list(target.call("GET", f"scenarios?{_world(target)}")["scenarios"])


def _clear_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", nargs="?", help="the id of one; none: all of them")


def _clear(target: Any, options: argparse.Namespace) -> list[Any]:
    one = f"/{options.scenario}" if options.scenario else ""
    return list(target.call("DELETE", f"scenarios{one}?{_world(target)}")["scenarios"])


def _world(target: Any) -> str:
    from emulator.cli.calling import query

    return query(namespace=target.namespace)


def told(scenario: Any) -> str:
    """Return a scenario as a line for people."""
    answer = f"answer {scenario['answer']['status']}" if scenario["answer"] else ""
    delay = f"delay {scenario['delay']:g} s" if scenario["delay"] else ""
    does = ", ".join(part for part in (delay, scenario["fault"], scenario["error"], answer) if part)
    left = "until cleared" if scenario["remaining"] is None else f"{scenario['remaining']} left"
    met = f"{scenario['place']} {scenario['api']} {scenario['operation']}"
    return f"{scenario['id']}  {met}: {does} ({scenario['stage']}); fired {scenario['fired']}, {left}\n"


Verb = tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[Any, argparse.Namespace], list[Any]]]
VERBS: Final[Mapping[str, Verb]] = {
    "arm": ("say how the next calls of an operation, questions to the app, or notices to it go", _arm_flags, _arm),
    "list": ("show what is armed, spent scenarios too", _no_flags, _list),
    "clear": ("disarm one scenario or all, and show what is left", _clear_flags, _clear),
}

SCENARIO: Final = Command("arm, list and clear scenarios: errors, delays, cut connections, broken signatures, ...", _flags, _run)
