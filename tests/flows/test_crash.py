"""Killed in the middle of a stream of writes, the emulator comes back with everything it had acknowledged."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import requests

from tests.flows.customer import Customer
from tests.flows.processes import running, until

ROUNDS = 20
WRITERS = 3


def write_until_dead(url: str, acknowledged: list[str]) -> None:
    """Tokenize until nobody answers, and remember what was acknowledged."""
    customer = Customer(url)
    with suppress(requests.ConnectionError):
        while True:
            acknowledged.append(customer.tokenize("5204731600013711")["tokenUniqueReference"])


def stream_and_kill(folder: Path, number: int) -> list[str]:
    """Start, let several clients write, kill at some moment of the stream; return what was acknowledged."""
    acknowledged: list[str] = []
    options = ("--data-dir", str(folder), "--issuer-url", "http://127.0.0.1:9", "--log-level", "error")
    with running("emulator", *options, folder=folder) as program, ThreadPoolExecutor(WRITERS) as pool:
        jobs = [pool.submit(write_until_dead, program.url, acknowledged) for _ in range(WRITERS)]
        # A different number of answers each round, so that the kill falls into different moments of a write.
        until(lambda: len(acknowledged) >= 3 + number % 7, otherwise=lambda: program.said)
        program.kill()
        for job in jobs:
            job.result()
    return acknowledged


def test_every_acknowledged_token_survives_a_kill_and_none_is_half_written(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        acknowledged += stream_and_kill(tmp_path, number)

    with closing(sqlite3.connect(tmp_path / "emulator.db")) as database:
        kept = {row[0] for row in database.execute("SELECT reference FROM tokens")}
        without_card = database.execute("SELECT count(*) FROM tokens WHERE card NOT IN (SELECT reference FROM cards)").fetchone()[0]
        moves = dict(database.execute("SELECT token, count(*) FROM moves GROUP BY token"))
        notices = [row[0].decode() for row in database.execute("SELECT body FROM notices")]
        told = {reference: sum(reference in body for body in notices) for reference in kept}
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"

    assert len(acknowledged) >= ROUNDS * 3
    assert set(acknowledged) <= kept
    assert without_card == 0
    assert moves == dict.fromkeys(kept, 1)
    assert told == dict.fromkeys(kept, 1)
