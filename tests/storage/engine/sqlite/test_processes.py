"""Several processes share one file: they wait for one another, and neither loses what the other wrote."""

import subprocess
import sys
from pathlib import Path

from emulator.storage.engine.sqlite import SqliteEngine
from tests.storage.engine.sqlite.things import add, all_ids, engine_at, ids_in

WRITER = """
import asyncio, sys
from tests.storage.engine.sqlite.things import add, engine_at

async def write(first: int, last: int) -> None:
    async with engine_at(sys.argv[1]) as engine:
        print("open", flush=True)
        sys.stdin.readline()
        for n in range(first, last):
            await engine.run(add(n))

asyncio.run(write(int(sys.argv[2]), int(sys.argv[3])))
"""


def writer(path: Path, first: int, last: int) -> subprocess.Popen[str]:
    """A process that opens the file, says so, and writes when told to."""
    command = [sys.executable, "-c", WRITER, str(path), str(first), str(last)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


async def test_two_engines_on_one_file_see_each_others_rows(on_file: SqliteEngine, path: Path) -> None:
    async with engine_at(str(path)) as other:
        for n in range(0, 20, 2):
            await on_file.run(add(n))
            await other.run(add(n + 1))

        assert await on_file.read(all_ids) == await other.read(all_ids) == list(range(20))


async def test_processes_that_open_one_new_file_and_write_at_once_lose_nothing(path: Path) -> None:
    processes = [writer(path, first, first + 100) for first in (0, 100, 200)]
    opened = [process.stdout.readline() for process in processes if process.stdout]

    for process in processes:
        process.communicate("go\n", timeout=30)

    assert opened == ["open\n"] * 3
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert ids_in(path) == list(range(300))
