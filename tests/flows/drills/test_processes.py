"""Processes die or meet, and PostgreSQL is restarted under load: nothing acknowledged is lost, and no notice."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from tests.conftest import new_database, postgres_of_our_own
from tests.flows.customer import Customer
from tests.flows.processes import Program, running, until

PAN = "5204731600013711"


class Interrupted:
    """An issuer that lets something happen while the first notice waits for its answer; it remembers every request id."""

    def __init__(self, happen: Callable[[], None]) -> None:
        told = self.told = list[str]()

        class Take(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if "notify" in self.path:
                    told.append(f"{self.path} {message['requestId']}")
                    if len(told) == 1:
                        happen()
                with suppress(OSError):
                    body = json.dumps({"responseId": message["requestId"]}).encode()
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_said: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Take)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def start(stack: ExitStack, folder: Path, database: str, issuer: str = "http://127.0.0.1:9") -> Program:
    return stack.enter_context(running("emulator", "--database", database, "--issuer-url", issuer, "--log-level", "error", folder=folder))


@pytest.mark.one_process("told to stop, workers end what is under way")
def test_killed_between_sending_and_recording_it_sends_again_under_the_same_id(database_url: str, tmp_path: Path) -> None:
    doomed: list[Program] = []

    def kill() -> None:
        doomed[0].process.kill()

    issuer = Interrupted(kill)
    with ExitStack() as stack:
        stack.callback(issuer.close)
        doomed.append(start(stack, tmp_path, database_url, issuer.url))
        with suppress(requests.ConnectionError):
            Customer(doomed[0].url).tokenize(PAN)
        until(lambda: doomed[0].process.poll() is not None, otherwise=lambda: doomed[0].said)

        survivor = start(stack, tmp_path, database_url, issuer.url)
        Customer(survivor.url).admin("POST", "clock/advance", {"seconds": 60})
        until(lambda: issuer.told.count(issuer.told[0]) >= 2, otherwise=lambda: f"{issuer.told} {survivor.said}")

        outbox = Customer(survivor.url).admin("GET", "outbox")["notices"]
        assert all(notice["state"] == "delivered" for notice in outbox)


def test_two_processes_on_one_sqlite_file_see_each_others_commits(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'shared.db'}"
    with ExitStack() as stack, ThreadPoolExecutor(4) as pool:
        customers = [Customer(start(stack, tmp_path, database).url) for _ in range(2)]

        made = list(pool.map(lambda number: customers[number % 2].tokenize(PAN)["tokenUniqueReference"], range(20)))

        assert len(set(made)) == 20
        for customer in customers:
            assert [customer.status(reference) for reference in made] == ["ACTIVE"] * 20


def test_postgres_is_restarted_under_load_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    stopped = threading.Event()

    def write(url: str) -> int:
        customer, refused = Customer(url), 0
        while not stopped.is_set():
            answer = customer.post("tokenize", customer.sealed_order(PAN))
            if answer.status_code == 200 and "tokenUniqueReference" in answer.json():
                acknowledged.append(answer.json()["tokenUniqueReference"])
            else:
                refused += 1
        return refused

    with postgres_of_our_own() as server, new_database(server.get_uri()) as database, ExitStack() as stack, ThreadPoolExecutor(3) as pool:
        program = start(stack, tmp_path, database)
        jobs = [pool.submit(write, program.url) for _ in range(3)]
        stack.callback(stopped.set)
        until(lambda: len(acknowledged) >= 5, otherwise=lambda: program.said)
        server.stop()
        server.ensure_postgres_running()
        before = len(acknowledged)
        until(lambda: len(acknowledged) >= before + 5, otherwise=lambda: program.said)
        stopped.set()
        refused = sum(job.result() for job in jobs)

        customer = Customer(program.url)
        assert [customer.status(reference) for reference in acknowledged] == ["ACTIVE"] * len(acknowledged)
        assert refused >= 0
