"""What size costs: a large vault, its memory, many cards, a fresh world, and the start of it all."""

import http.client
import json
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from emulator.domain.pan import check_digit
from scripts.benchmarks import servers
from scripts.benchmarks.figures import Figure, Options, compared, loaded, quantile
from scripts.benchmarks.load import Subject
from scripts.benchmarks.mdes import LOOKS, SHOWN, Client

STARTS: Final = 5
NAMESPACES: Final = 100
PATIENCE: Final = 60.0


def growth(folder: Path, options: Options) -> Figure:
    """The median delay of getToken in a large vault, beside the same in a small one."""
    delays: list[tuple[float, float]] = []
    sizes = sorted({1_000, min(100_000, options.tokens), options.tokens})
    with servers.emulator(folder, "growth") as server:
        client = Client(server.port)
        looks = client.looks(client.first_token(), LOOKS)
        have = 1
        for size in sizes:
            clone_tokens(folder / "growth.db", have, size)
            have = size
            subject = Subject(f"{size}", server.port, looks, SHOWN)
            for _ in range(options.rounds):
                loaded(subject, options.seconds, connections=1)
            delays.append((size, quantile(subject, 0.5)))
    return Figure(
        delays[-1][1] / delays[0][1], "p50 " + ", ".join(f"{ms:.2f} ms at {size:,.0f}" for size, ms in delays), series={"p50": delays}
    )


def clone_tokens(file: Path, first: int, last: int) -> None:
    """Fill a vault with copies of its first token under other names and numbers."""
    columns = "card, requestor, network, kind, expiry, state, holders, wallet, atc, created_at, changed_at, activated_at"
    with sqlite3.connect(file, timeout=PATIENCE) as vault:
        vault.execute(
            "WITH RECURSIVE n(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM n WHERE n + 1 < ?) "  # noqa: S608  # constants
            f"INSERT INTO tokens (namespace, reference, number, {columns}) "
            f"SELECT namespace, printf('CLONE%043d', n), printf('59%014d', n), {columns} "
            "FROM n, (SELECT * FROM tokens ORDER BY created_at LIMIT 1)",
            (first, last),
        )
    vault.close()


def start(folder: Path, _options: Options) -> Figure:
    """Milliseconds from nothing to ready, on an empty database each time."""
    times = []
    for number in range(STARTS):
        with servers.emulator(folder, f"start{number}") as server:
            times.append(server.seconds * 1_000)
    return Figure(statistics.median(times), f"median of {STARTS}", (min(times), max(times)))


def memory(folder: Path, options: Options) -> Figure:
    """Megabytes after 100,000 tokens and thousands of calls; idle in words."""
    with servers.emulator(folder, "memory") as server:
        idle = server.megabytes
        client = Client(server.port)
        looks = client.looks(client.first_token(), LOOKS)
        clone_tokens(folder / "memory.db", 1, 100_000)
        compared([Subject("memory", server.port, looks, SHOWN)], options)
        return Figure(server.megabytes, f"idle {idle:.0f} MB (target 90)")


def namespace(folder: Path, _options: Options) -> Figure:
    """Milliseconds to open a fresh world through the admin API, one after another."""
    times = []
    with servers.emulator(folder, "namespace") as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        for _ in range(NAMESPACES):
            began = time.perf_counter()
            connection.request("POST", "/_emulator/namespaces", "{}", {"Content-Type": "application/json"})
            connection.getresponse().read()
            times.append((time.perf_counter() - began) * 1_000)
    return Figure(statistics.median(times), f"median of {NAMESPACES}", (min(times), max(times)))


def seeding(folder: Path, options: Options) -> Figure:
    """Seconds to bring many cards into the vault with `tsp-emulator seed`."""
    file = folder / "cards.json"
    numbers = (f"51{number:013d}" for number in range(options.cards))
    file.write_text(json.dumps({"cards": [{"number": payload + check_digit(payload)} for payload in numbers]}))
    with servers.emulator(folder, "seeding") as server:
        began = time.perf_counter()
        command = [sys.executable, "-m", "emulator", "seed", str(file), "--url", f"http://127.0.0.1:{server.port}"]
        done = subprocess.run(command, cwd=servers.TOP, check=False, capture_output=True, text=True)
        took = time.perf_counter() - began
    if done.returncode:
        return Figure(None, done.stderr.strip()[:200])
    return Figure(took * 100_000 / options.cards, f"{options.cards:,} cards in {took:.1f} s; seconds for 100,000")
