"""Programs as processes: started on free ports, waited for, stopped, and their logs shown when they fail."""

import atexit
import json
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

TOP: Final = Path(__file__).resolve().parents[2]
PATIENCE: Final = 20.0
GLANCE: Final = 0.01
# Below what Linux and others give away.
PORTS: Final = range(20_000, 30_000)


def until(happened: Callable[[], bool], *, otherwise: Callable[[], str]) -> None:
    """Look again and again until something has happened: the one place where a test waits for another process."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, otherwise()
        time.sleep(GLANCE)


def free_port() -> int:
    """Return a port that nobody listens on now, and that no system gives away by itself to whoever asks for any."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Forked:
    """A process that the nursery has forked, handled like one of `subprocess`."""

    def __init__(self, pipe: int) -> None:
        # Unbuffered, so that a line that is not read yet can be seen to be there.
        self._pipe = os.fdopen(pipe, "rb", buffering=0)
        self._code: int | None = None
        self.pid = int(self._pipe.readline())

    def poll(self) -> int | None:
        """Return its exit code; None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code when it has ended.

        Raises:
            subprocess.TimeoutExpired: it has not in so many seconds.
        """
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return code

    def send_signal(self, sign: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, sign)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int | None:
        if self._code is None and select.select([self._pipe], [], [], timeout)[0]:
            self._code = int(self._pipe.readline())
            self._pipe.close()
        return self._code


@cache
def nursery(module: str) -> socket.socket:
    """Return where the nursery of a program takes its orders; there is one for as long as the tests run."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.flows.nursery", str(theirs.fileno()), module]
    process = subprocess.Popen(command, cwd=TOP, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait(PATIENCE)

    atexit.register(end)
    return ours


def forked(
    module: str, arguments: Sequence[str], *, folder: Path, out: BinaryIO, err: BinaryIO, **environment: str
) -> Forked | subprocess.Popen[bytes]:
    """Run `python -m MODULE ARGUMENTS` in a folder: on Linux as a fork of a process that has read the program, else from the start."""
    around = os.environ | environment | {"PYTHONPATH": str(TOP)}
    if not sys.platform.startswith("linux"):
        return subprocess.Popen([sys.executable, "-m", module, *arguments], cwd=folder, stdout=out, stderr=err, env=around)
    order = {"arguments": arguments, "folder": str(folder), "environment": around}
    reader, writer = os.pipe()
    socket.send_fds(nursery(module), [json.dumps(order).encode()], [out.fileno(), err.fileno(), writer])
    os.close(writer)
    return Forked(reader)


@dataclass
class Program:
    """One running program; `url` is where it listens."""

    process: Forked | subprocess.Popen[bytes]
    log: Path
    url: str = ""

    def stop(self) -> int:
        """Ask it to end (SIGTERM), and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End it with no chance to tidy up (SIGKILL)."""
        self.process.kill()
        self.process.wait(PATIENCE)

    @property
    def said(self) -> str:
        """Everything it has written."""
        return self.log.read_text()


@contextmanager
def running(module: str, *options: str, folder: Path, port: int = 0, verb: str = "serve") -> Iterator[Program]:
    """Run `python -m MODULE VERB OPTIONS` until the block ends."""
    name = f"{module}-{time.monotonic_ns()}"
    port_file, log = folder / f"{name}.port", folder / f"{name}.log"
    arguments = (verb, "--port", str(port), "--port-file", str(port_file), *options)
    with log.open("wb") as sink:
        process = forked(module, arguments, folder=folder, out=sink, err=sink)
    program = Program(process, log)
    try:
        until(lambda: port_file.exists() or process.poll() is not None, otherwise=lambda: f"{module} is not ready: {program.said}")
        assert process.poll() is None, program.said
        program.url = f"http://127.0.0.1:{port_file.read_text().strip()}"
        yield program
    finally:
        if process.poll() is None:
            program.kill()


def run(*command: str, folder: Path = TOP) -> subprocess.CompletedProcess[str]:
    """Run a program of this project to its end."""
    shown = {"NO_COLOR": "1", "COLUMNS": "200"}
    if command[:2] == ("-m", "emulator"):
        return _run_forked(*command, folder=folder, environment=shown)
    environment = os.environ | {"PYTHONPATH": str(TOP), **shown}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE * 3, check=False
    )


def _run_forked(_m: str, module: str, *arguments: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        code = forked(module, arguments, folder=folder, out=out, err=err, **environment).wait(PATIENCE * 3)
        said = [file.read().decode() for file in (out, err) if file.seek(0) == 0]
    return subprocess.CompletedProcess((module, *arguments), code, *said)
