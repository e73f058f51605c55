"""The command `record`: the emulator, with everything that goes over the wire kept on tape, a tape for each world."""

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
    from emulator.recording.recorder import Recorder


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="where the tapes are written when the emulator stops")
    settings.add_flags(parser)


def _record(options: argparse.Namespace) -> int:
    chosen = settings.settings_from(options, os.environ)
    from emulator import bootstrap, logs
    from emulator.recording.recorder import Recorder
    from emulator.server.serve import CannotListenError, serve
    from emulator.storage.engine.statements import StorageError

    logs.configure(level=chosen.log_level, form=chosen.log_format)
    recorders: list[Recorder] = []

    async def start(chosen: "Settings") -> "House":
        house = await bootstrap.start(chosen)
        recorder = Recorder(house.journal, house.apis, seed=chosen.seed)
        recorder.record_everything()
        recorders.append(recorder)
        return house

    try:
        run(lambda: serve(chosen, start))
    except (CannotListenError, StorageError, OSError) as error:
        raise UsageError(str(error)) from error
    return max((_written(recorder, options.out) for recorder in recorders), default=0)


def _written(recorder: "Recorder", folder: Path) -> int:
    from emulator.recording.recorder import write
    from emulator.recording.redaction import StillSecret

    failed = 0
    for recording in recorder.recordings.values():
        try:
            sys.stdout.write(f"{write(recorder.tape(recording), folder)}\n")
        except StillSecret as error:
            sys.stderr.write(f"tsp-emulator: {recording.name} was not written: {error}\n")
            failed = FAILED
    return failed


RECORD: Final = Command("run the emulator and write what goes over the wire as tapes", _flags, _record)
