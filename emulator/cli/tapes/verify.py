"""The command `verify`: tapes sent to somebody who answers live, and the answers compared."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from emulator.cli.command import FAILED, Command, UsageError

if TYPE_CHECKING:
    from emulator.recording.tape import Tape
    from emulator.server.hearing import Ears

TARGET: Final = "http://127.0.0.1:8081"


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tapes", metavar="TAPE", type=Path, nargs="+", help="a tape, or a folder of tapes")
    parser.add_argument("--listen", metavar="PORT", type=int, help="hear on this port what the target says first (0: a free one)")
    parser.add_argument("--target", metavar="URL", default=TARGET, help=f"who answers (default: {TARGET})")


def _verify(options: argparse.Namespace) -> int:
    import asyncio

    from emulator.recording.credentials import NoCredential
    from emulator.recording.tape import NoTape, tapes_in
    from emulator.server.serve import CannotListenError

    try:
        tapes = [tape for _, tape in tapes_in(options.tapes)]
        return asyncio.run(_verified(tapes, options.target.rstrip("/"), options.listen))
    except (NoTape, NoCredential, CannotListenError, OSError, KeyError, ValueError) as error:
        raise UsageError(str(error)) from error


async def _verified(tapes: "list[Tape]", target: str, listen: int | None) -> int:
    if listen is None:
        return await _sent(tapes, target, None)
    from emulator.server.hearing import hearing

    async with hearing(listen) as ears:
        return await _sent(tapes, target, ears)


async def _sent(tapes: "list[Tape]", target: str, ears: "Ears | None") -> int:
    from emulator.cli.tapes.callers import played

    faulty = 0
    for tape in tapes:
        went = await played(tape, target, os.environ, ears=ears)
        faulty += bool(went.faults)
        unheard = f"  {went.unheard} that the provider says first were not heard\n" if went.unheard else ""
        sys.stdout.write(
            f"{'differs' if went.faults else 'holds  '} {tape.name}{_needs(tape)}\n"
            + "".join(f"  {fault}\n" for fault in went.faults)
            + unheard
        )
    sys.stdout.write(f"{len(tapes) - faulty} of {len(tapes)} tapes hold at {target}\n")
    return FAILED if faulty else 0


def _needs(tape: "Tape") -> str:
    flags = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in tape.settings.items())
    return f" (recorded from an emulator started with {flags})" if flags else ""


VERIFY: Final = Command("send tapes to a live target, sealed and signed anew, and compare the answers", _flags, _verify)
