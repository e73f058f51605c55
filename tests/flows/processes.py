"""Programs as processes: started on free ports, waited for, stopped, and their logs shown when they fail."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TOP: Final = Path(__file__).resolve().parents[2]
PATIENCE: Final = 20.0
GLANCE: Final = 0.01


def until(happened: Callable[[], bool], *, otherwise: Callable[[], str]) -> None:
    """Look again and again until something has happened: the one place where a test waits for another process."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, otherwise()
        time.sleep(GLANCE)


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Program:
    """One running program; `url` is where it listens."""

    process: subprocess.Popen[bytes]
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
    command = [sys.executable, "-m", module, verb, "--port", str(port), "--port-file", str(port_file), *options]
    with log.open("wb") as sink:
        process = subprocess.Popen(command, cwd=folder, stdout=sink, stderr=sink, env=os.environ | {"PYTHONPATH": str(TOP)})
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
    environment = os.environ | {"PYTHONPATH": str(TOP), "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE * 3, check=False
    )
