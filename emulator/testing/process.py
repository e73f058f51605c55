"""An emulator, or a replay, in a process of its own: started on a free port, stopped when it is done with."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Final, Self

PATIENCE: Final = 30.0
READY: Final = "listens at "


class NotStarted(RuntimeError):
    """The process ended before it was ready; the text holds what it said."""


@dataclass
class Process:
    """One running process; `url` is where it listens."""

    url: str
    child: subprocess.Popen[str]
    log: IO[str]

    def stop(self) -> tuple[int, str]:
        """Ask it to end; return its exit code and what it printed. A second call does nothing new."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
        printed, _ = ("", "") if self.child.stdout is None or self.child.stdout.closed else self.child.communicate(timeout=PATIENCE)
        self.log.close()
        return self.child.wait(PATIENCE), printed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()


def serve(*options: str) -> Process:
    """Start `tsp-emulator serve` with a database in memory; `options` are flags of its own. Raises `NotStarted`."""
    return _started(("serve", "--database", "sqlite://", *options))


def replay(tapes: Sequence[str], *options: str) -> Process:
    """Start `tsp-emulator replay` with these tapes; `options` are `--strict` or `--any-order`. Raises `NotStarted`."""
    return _started(("replay", *tapes, *options))


def _started(arguments: Sequence[str]) -> Process:
    log = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  # closed when the process is stopped
    command = [sys.executable, "-m", "emulator", *arguments, "--port", "0"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)  # noqa: S603  # our own program
    told = child.stdout.readline() if child.stdout else ""
    process = Process(told.partition(READY)[2].partition(" ")[0], child, log)
    if not process.url:
        child.wait(PATIENCE)
        log.seek(0)
        said = log.read()
        process.stop()
        raise NotStarted(f"tsp-emulator {arguments[0]} did not start: {told}{said}")
    return process
