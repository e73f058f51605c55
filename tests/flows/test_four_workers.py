"""Four processes behind one port and over one database are one emulator, on each engine: every call may be answered by another."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pytest
import requests

from emulator.config import shipped
from tests.flows.conftest import Pair
from tests.flows.customer import WALLET, Customer
from tests.flows.listener import Listener
from tests.flows.processes import free_port, running, until
from tests.flows.test_main_job import activate, card_ids, get, payload

WORKERS: Final = ("--workers", "4")
PANS: Final = tuple(f"520473160001{number}" for number in ("3711", "3703", "3695", "3687"))
LIFE: Final = (("suspend", "SUSPENDED"), ("unsuspend", "ACTIVE"), ("suspend", "SUSPENDED"), ("delete", "DEACTIVATED"))


@pytest.fixture
def pair(database_url: str, tmp_path: Path) -> Iterator[Pair]:
    port = free_port()
    options = ("--database", database_url, "--issuer-url", f"http://127.0.0.1:{port}", *WORKERS)
    database = f"sqlite:///{tmp_path / 'issuer.db'}"
    with running("emulator", *options, folder=tmp_path) as provider:
        own = ("--database", database, "--emulator", provider.url, "--keys", str(shipped("keys")))
        with running("emulator.issuer_app", *own, folder=tmp_path, port=port) as app:
            yield Pair(provider, app, database, tmp_path)


@dataclass
class Crowd:
    """Customers that open a connection for every call, so that the kernel deals each to some worker."""

    url: str

    def one(self) -> Customer:
        """Another customer, at a connection of its own."""
        customer = Customer(self.url)
        customer.session.headers["Connection"] = "close"
        return customer


@pytest.fixture
def crowd(database_url: str, issuer: Listener, tmp_path: Path) -> Iterator[Crowd]:
    with running("emulator", "--database", database_url, "--issuer-url", issuer.url, *WORKERS, folder=tmp_path) as program:
        yield Crowd(program.url)


def test_a_receipt_becomes_a_token_that_the_issuer_follows(pair: Pair) -> None:
    card = card_ids(activate(pair))[0]
    crowd = Crowd(pair.emulator.url)

    order = crowd.one().order({"pushAccountReceipt": payload(pair, card)["payload"]["receipt"]}, tokenRequestorId=WALLET)
    reference = crowd.one().call("tokenize", order)["tokenUniqueReference"]

    def shows(status: str) -> bool:
        tokens = get(pair, f"/api/v1/cards/{card}").json()["tokens"]
        return [token["status"] for token in tokens if reference in token.values()] == [status]

    for operation, status in LIFE:
        assert crowd.one().change(operation, reference) == status
        assert crowd.one().status(reference) == status
        until(partial(shows, status), otherwise=lambda: pair.emulator.said)


def test_a_life_that_many_workers_lead_is_told_in_whole_and_once(crowd: Crowd, issuer: Listener) -> None:
    def live(number: str) -> list[str]:
        reference = crowd.one().tokenize(number)["tokenUniqueReference"]
        return [reference, *(crowd.one().change(operation, reference) for operation, _ in LIFE), crowd.one().status(reference)]

    with ThreadPoolExecutor(len(PANS)) as pool:
        lives = list(pool.map(live, PANS))

    def waiting() -> int:
        return sum(notice["state"] != "delivered" for notice in crowd.one().admin("GET", "outbox")["notices"])

    until(lambda: waiting() == 0, otherwise=lambda: str(issuer.messages))
    sent = [message["requestId"] for message in issuer.messages]
    assert [life[1:] for life in lives] == [[*(status for _, status in LIFE), "DEACTIVATED"]] * len(PANS)
    assert len(sent) == len(set(sent))
    # Once of its beginning, and once of every change.
    assert [issuer.told.count(life[0]) for life in lives] == [1 + len(LIFE)] * len(PANS)


def test_the_same_task_at_two_workers_makes_one_token(crowd: Crowd) -> None:
    order = crowd.one().sealed_order(PANS[0])

    with ThreadPoolExecutor(4) as pool:
        answers: list[requests.Response] = list(pool.map(lambda _: crowd.one().post("tokenize", order), range(4)))

    assert len(crowd.one().admin("GET", "tokens")["tokens"]) == 1, [answer.text for answer in answers]
