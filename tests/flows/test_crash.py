"""Killed in the middle of a stream of writes, the emulator comes back with everything it had acknowledged."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import create_engine, text

from tests.flows.customer import Customer
from tests.flows.listener import Listener
from tests.flows.processes import Program, running, until

ROUNDS = 20
WRITERS = 3
NOBODY = "http://127.0.0.1:9"


def write_until_dead(url: str, acknowledged: list[str]) -> None:
    """Tokenize until nobody answers, and remember what was acknowledged."""
    customer = Customer(url)
    with suppress(requests.ConnectionError):
        while True:
            acknowledged.append(customer.tokenize("5204731600013711")["tokenUniqueReference"])


def start(stack: ExitStack, folder: Path, database: str, *, issuer_url: str = NOBODY) -> Program:
    options = ("--database", database, "--issuer-url", issuer_url, "--log-level", "error")
    return stack.enter_context(running("emulator", *options, folder=folder))


def stream_and_kill(folder: Path, database: str, number: int) -> list[str]:
    """Start, let several clients write, kill at some moment of the stream; return what was acknowledged."""
    acknowledged: list[str] = []
    with ExitStack() as stack, ThreadPoolExecutor(WRITERS) as pool:
        program = start(stack, folder, database)
        jobs = [pool.submit(write_until_dead, program.url, acknowledged) for _ in range(WRITERS)]
        # A different number of answers each round, so that the kill falls into different moments of a write.
        until(lambda: len(acknowledged) >= 3 + number % 7, otherwise=lambda: program.said)
        program.kill()
        for job in jobs:
            job.result()
    return acknowledged


def rows(database: str, statement: str) -> list[Any]:
    """Look into the database behind the emulator's back."""
    engine = create_engine(database.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return found


def check_whole(database: str, acknowledged: Iterable[str]) -> None:
    """Every acknowledged token is there, with its card, one line of history, and one notice of its making; and so is every other one."""
    kept = {row[0] for row in rows(database, "SELECT reference FROM tokens")}
    bodies = [bytes(row[0]).decode() for row in rows(database, "SELECT body FROM notices WHERE name = 'notify_token_updated'")]
    assert set(acknowledged) <= kept
    assert rows(database, "SELECT count(*) FROM tokens WHERE card NOT IN (SELECT reference FROM cards)") == [(0,)]
    assert dict(rows(database, "SELECT token, count(*) FROM moves GROUP BY token")) == dict.fromkeys(kept, 1)
    assert {reference: sum(reference in body for body in bodies) for reference in kept} == dict.fromkeys(kept, 1)


def test_every_acknowledged_token_survives_a_kill_and_none_is_half_written(database_url: str, tmp_path: Path) -> None:
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        acknowledged += stream_and_kill(tmp_path, database_url, number)

    assert len(acknowledged) >= ROUNDS * 3
    check_whole(database_url, acknowledged)


def test_two_processes_serve_one_world(fresh_postgres: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        one, other = (Customer(start(stack, tmp_path, fresh_postgres).url) for _ in range(2))

        reference = one.tokenize("5204731600013711")["tokenUniqueReference"]

        assert other.status(reference) == "ACTIVE"
        assert other.change("suspend", reference) == "SUSPENDED"
        assert one.status(reference) == "SUSPENDED"


@pytest.mark.parametrize("number", range(3))
def test_one_of_two_processes_dies_and_nothing_acknowledged_is_lost_and_no_notice(
    fresh_postgres: str, tmp_path: Path, issuer: Listener, number: int
) -> None:
    acknowledged: list[str] = []
    with ExitStack() as stack:
        doomed, survivor = (start(stack, tmp_path, fresh_postgres, issuer_url=issuer.url) for _ in range(2))
        with ThreadPoolExecutor(WRITERS) as pool:
            jobs = [pool.submit(write_until_dead, doomed.url, acknowledged) for _ in range(WRITERS)]
            until(lambda: len(acknowledged) >= 5 + number, otherwise=lambda: doomed.said)
            doomed.kill()
            for job in jobs:
                job.result()
        check_whole(fresh_postgres, acknowledged)
        # What the dead process was delivering is free again when its lease on the world's clock is over.
        Customer(survivor.url).admin("POST", "clock/advance", {"seconds": 60})

        until(lambda: issuer.knows(acknowledged), otherwise=lambda: f"not every token was told: {survivor.said}")
