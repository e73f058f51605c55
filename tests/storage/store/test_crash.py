"""A killed process loses nothing that it acknowledged, and leaves nothing half written."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from emulator.storage.store import Store
from tests.storage.samples import a_card, a_token, look
from tests.storage.store import writer

ROUNDS = 20
TABLES = {
    "cards": "SELECT CAST(substr(reference, 7) AS INTEGER) FROM cards",
    "tokens": "SELECT CAST(substr(reference, 7) AS INTEGER) FROM tokens",
    "moves": "SELECT CAST(substr(token, 7) AS INTEGER) FROM moves",
    "notices": "SELECT CAST(substr(id, 4) AS INTEGER) FROM notices",
}


def kill_after(path: Path, *, lines: int) -> set[int]:
    """Start a writer, kill it when it has acknowledged so many units, and return the units it acknowledged."""
    command = [sys.executable, "-m", writer.__name__, f"sqlite:///{path}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said: Iterator[str] = iter(process.stdout or ())
        acknowledged = list(islice(said, lines))
        process.kill()
        acknowledged += said
    # The last line may be cut; what was not said in full was not acknowledged.
    return {int(line) for line in acknowledged if line.endswith("\n")}


def written(path: Path) -> dict[str, set[int]]:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    found = {table: {row[0] for row in connection.execute(statement)} for table, statement in TABLES.items()}
    connection.close()
    return found


async def test_kill_9_during_a_stream_of_writes_loses_nothing_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(20)
    moments = [chance.randrange(1, 400) for _ in range(ROUNDS)]
    paths = [tmp_path / f"{n}.db" for n in range(ROUNDS)]

    with ThreadPoolExecutor(4) as pool:
        acknowledged = list(pool.map(lambda path, lines: kill_after(path, lines=lines), paths, moments))

    for path, lines, units in zip(paths, moments, acknowledged, strict=True):
        found = written(path)
        assert len(units) >= lines
        assert units <= found["cards"]
        assert found["cards"] == found["tokens"] == found["moves"] == found["notices"]


async def test_a_killed_process_is_followed_by_one_that_reads_and_writes(tmp_path: Path) -> None:
    path = tmp_path / "emulator.db"
    last = max(kill_after(path, lines=50))

    store = await Store.open(f"sqlite:///{path}")
    card = await look(store, lambda unit: unit.cards.get(a_card(last).reference))
    token = await look(store, lambda unit: unit.tokens.get(a_token(last).reference))
    await writer.write_one(store, 1_000_000)
    await store.close()

    assert (card, token) == (a_card(last), a_token(last, card=last))
    assert 1_000_000 in written(path)["notices"]
