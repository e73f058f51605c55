"""Other people's servers that developers run in place of the networks: the same load, where they are installed."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.benchmarks import servers
from scripts.benchmarks.figures import Options, compared
from scripts.benchmarks.load import Subject

PATIENCE: Final = 30.0


@dataclass(frozen=True)
class Peer:
    """A program: the command that starts it on a port, and one call that it answers."""

    name: str
    command: tuple[str, ...]
    path: str
    form: str


PEERS: Final = (
    Peer("localstripe", ("localstripe", "--port", "{port}"), "/v1/customers", "description=bench"),
    Peer("moto", ("moto_server", "-p", "{port}"), "/", "Action=ListTopics&Version=2010-03-31"),
)


def rates(options: Options) -> Iterator[str]:
    """Give one sentence for each peer: what it does in a second, or that it is not installed."""
    for peer in PEERS:
        if shutil.which(peer.command[0]) is None:
            yield f"{peer.name}: not installed"
            continue
        with _running(peer) as port:
            subject = Subject(peer.name, port, [_call(peer, port)])
            compared([subject], options)
            yield f"{peer.name}: {sorted(subject.rates)[len(subject.rates) // 2]:,.0f}/s"


def _call(peer: Peer, port: int) -> bytes:
    lines = [f"POST {peer.path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Content-Type: application/x-www-form-urlencoded"]
    lines += ["Authorization: Bearer sk_test_bench", f"Content-Length: {len(peer.form)}"]
    return "\r\n".join([*lines, "", peer.form]).encode()


@contextmanager
def _running(peer: Peer) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command = [part.format(port=port) for part in peer.command]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=Path("/"))
    try:
        _wait_for(port)
        yield port
    finally:
        running.terminate()
        running.wait()


def _wait_for(port: int) -> None:
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"nothing listens on {port} after {servers.PATIENCE:.0f} s")
