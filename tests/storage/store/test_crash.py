"""A killed process loses nothing that it acknowledged, and leaves nothing half written, on each engine."""

import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

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


@dataclass(frozen=True)
class Run:
    """One life of a writer: where it writes, and the number of its first unit."""

    url: str
    first: int


@pytest.fixture(params=["sqlite", "postgres"])
def runs(request: pytest.FixtureRequest, tmp_path: Path) -> list[Run]:
    """Lives to be ended: each with a file of its own, or all of them on one server, and several at once."""
    if request.param == "sqlite":
        return [Run(f"sqlite:///{tmp_path / str(number)}.db", 0) for number in range(ROUNDS)]
    url = str(request.getfixturevalue("fresh_postgres"))
    return [Run(url, number * 10_000) for number in range(ROUNDS // 2)]


def kill_after(run: Run, lines: int) -> set[int]:
    """Start a writer, kill it when it has acknowledged so many units, and return the units it acknowledged."""
    command = [sys.executable, "-m", writer.__name__, run.url, str(run.first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said: Iterator[str] = iter(process.stdout or ())
        acknowledged = list(islice(said, lines))
        process.kill()
        acknowledged += said
    # The last line may be cut; what was not said in full was not acknowledged.
    return {int(line) for line in acknowledged if line.endswith("\n")}


def written(url: str) -> dict[str, set[int]]:
    """What is there, seen at one moment: the server may still be ending what the killed process had begun."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        if engine.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).fetchall() == [("ok",)]
        else:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        found = {table: {row[0] for row in connection.execute(text(statement))} for table, statement in TABLES.items()}
    engine.dispose()
    return found


def test_kill_9_during_a_stream_of_writes_loses_nothing_acknowledged(runs: list[Run]) -> None:
    chance = random.Random(20)
    # Half of the kills fall into the first writes, where files grow and caches are cold.
    moments = [chance.randrange(1, 40 if number % 2 else 300) for number in range(len(runs))]

    with ThreadPoolExecutor(4) as pool:
        acknowledged = list(pool.map(kill_after, runs, moments))

    for run, lines, units in zip(runs, moments, acknowledged, strict=True):
        found = written(run.url)
        assert len(units) >= lines
        assert units <= found["cards"]
        assert found["cards"] == found["tokens"] == found["moves"] == found["notices"]


async def test_a_killed_process_is_followed_by_one_that_reads_and_writes(runs: list[Run]) -> None:
    last = max(kill_after(runs[0], 50))

    store = await Store.open(runs[0].url)
    card = await look(store, lambda unit: unit.cards.get(a_card(last).reference))
    token = await look(store, lambda unit: unit.tokens.get(a_token(last).reference))
    await writer.write_one(store, 1_000_000)
    await store.close()

    assert (card, token) == (a_card(last), a_token(last, card=last))
    assert 1_000_000 in written(runs[0].url)["notices"]
