"""Tapes in a test: played in place of the emulator, or recorded from the test's world."""

import json
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from emulator.testing.process import Process, replay
from emulator.testing.world import World


class TapeNotPlayed(AssertionError):
    """A replay was asked for what is not on its tapes, or was not asked for all that is."""


class Deck:
    """Plays tapes and records one; what was begun is ended, and judged, by `close`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ends = ExitStack()

    def play(self, *tapes: Path | str, options: Sequence[str] = ()) -> str:
        """Serve tapes and return the URL; at the end of the test everything on them must have been asked for, and nothing else."""
        process = replay([str(tape) for tape in tapes], *options)
        self._ends.callback(_end, process)
        return process.url

    def record(self, path: Path) -> None:
        """Record what goes over the wire in the test's world from now on; the tape is written at the end of the test."""
        name = path.stem
        self._send("POST", f"/_emulator/recordings?namespace={self._world.id}&name={name}")
        self._ends.callback(self._write, path, name)

    def close(self) -> None:
        """End what was begun.

        Raises:
            TapeNotPlayed: a replay did not go as on its tapes.
        """
        self._ends.close()

    def _write(self, path: Path, name: str) -> None:
        tape = self._send("DELETE", f"/_emulator/recordings/{name}?namespace={self._world.id}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(tape, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def _send(self, method: str, target: str) -> Any:
        return self._world.admin.document(method, target)


def _end(process: Process) -> None:
    code, printed = process.stop()
    if code:
        raise TapeNotPlayed(f"the replay did not go as on tape:\n{printed}")
