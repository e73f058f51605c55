"""The command `replay`: tapes served with no state, told to an app where one listens, and a summary at the end."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from emulator.cli import settings
from emulator.cli.command import FAILED, Command, UsageError
from emulator.cli.serve import run

if TYPE_CHECKING:
    from emulator.config import Settings
    from emulator.core.context import House
    from emulator.recording.replay import Manner, Summary
    from emulator.recording.tape import Tape

# The settings that a replay has a use for.
SETTINGS: Final = ("host", "port", "port_file", "public_url")


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tapes", metavar="TAPE", type=Path, nargs="+", help="a tape, or a folder of tapes")
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--strict", dest="order", action="store_const", const="strict", help="each request once, tape after tape")
    order.add_argument("--any-order", dest="order", action="store_const", const="any", help="requests in any order, any number of times")
    parser.add_argument("--notices", metavar="URL", default="", help="the app that is told and asked what the providers said first")
    parser.add_argument(
        "--drawn",
        metavar="NAME",
        action="append",
        default=[],
        help="a member of requests that the app draws anew for each call, like requestId; its type alone is compared",
    )
    parser.set_defaults(order="tape")
    settings.add_flags(parser, SETTINGS)


def _replay(options: argparse.Namespace) -> int:
    chosen = settings.settings_from(options, {name: value for name, value in os.environ.items() if name != "EMULATOR_DATABASE"})
    from emulator.recording.replay import Manner, Order
    from emulator.recording.tape import NoTape, tapes_in
    from emulator.server.serve import CannotListenError

    try:
        tapes = [tape for _, tape in tapes_in(options.tapes)]
        manner = Manner(Order(options.order), frozenset(options.drawn))
        summary = _played(chosen, tapes, manner, app=options.notices.rstrip("/"))
    except (NoTape, CannotListenError, OSError, KeyError) as error:
        raise UsageError(str(error)) from error
    sys.stdout.write(as_text(summary))
    return 0 if summary.is_clean else FAILED


def _played(chosen: "Settings", tapes: "list[Tape]", manner: "Manner", *, app: str) -> "Summary":
    from emulator import bootstrap
    from emulator.recording import credentials
    from emulator.recording.client import Client, rows_of
    from emulator.recording.replay import Replay
    from emulator.server.replay import Stage, settings_for
    from emulator.server.serve import serve

    def make(house: "House") -> Replay:
        return Replay(tapes, Client(house, credentials.demo()), rows_of(house.apis), manner=manner)

    stage = Stage(make, app=app)
    summaries: list[Summary] = []

    async def play() -> None:
        await serve(settings_for(chosen, app=app), bootstrap.assemble, stage.serving)
        summaries.append(await stage.close())

    run(play)
    return summaries[0]


def as_text(summary: "Summary") -> str:
    """Return a summary as people read it."""
    refused = [line for refusal in summary.refused for line in (f"refused: {refusal.detail}", *_near(refusal.nearest, refusal.differences))]
    missing = [f"never asked for: {name}" for name in summary.missing]
    otherwise = [line for told in summary.faulty for line in (f"answered otherwise: {told.name}", *_near("", told.faults))]
    counts = f"{summary.played} played, {len(summary.refused)} refused, {len(summary.missing)} never asked for"
    told = [f"{len(summary.told)} told to the app, {len(summary.faulty)} answered otherwise"] if summary.told else []
    return "\n".join((*refused, *missing, *otherwise, counts, *told, ""))


def _near(nearest: str, differences: tuple[str, ...]) -> list[str]:
    return ([f"  nearest: {nearest}"] if nearest else []) + [f"    {difference}" for difference in differences]


REPLAY: Final = Command("serve tapes; refuse what is not on them", _flags, _replay)
