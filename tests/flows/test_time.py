"""Time passes by itself, or as a developer says; what falls due is done at its moment either way."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from tests.flows.customer import Customer
from tests.flows.listener import Listener
from tests.flows.processes import running, until

YELLOW = "5555555577770853"
MONTH = timedelta(days=30).total_seconds()


def test_a_token_that_nobody_activates_lapses_with_nobody_asking(database_url: str, tmp_path: Path) -> None:
    with running("emulator", "--database", database_url, "--deadline-interval", "0.05", folder=tmp_path) as program:
        customer = Customer(program.url)
        reference = str(customer.tokenize(YELLOW)["tokenUniqueReference"])
        assert customer.status(reference) == "INACTIVE"

        customer.admin("POST", "clock/advance", {"seconds": MONTH - 1})

        until(lambda: customer.status(reference) == "DEACTIVATED", otherwise=lambda: program.said)


def test_a_month_is_passed_in_one_call_and_told_in_order(tmp_path: Path, issuer: Listener) -> None:
    with running("emulator", "--data-dir", str(tmp_path), "--issuer-url", issuer.url, folder=tmp_path) as program:
        customer = Customer(program.url)
        customer.admin("POST", "clock/freeze")
        references = []
        for _ in range(3):
            references.append(str(customer.tokenize(YELLOW)["tokenUniqueReference"]))
            customer.admin("POST", "clock/advance", {"seconds": 60})

        told = customer.admin("POST", "clock/advance", {"seconds": MONTH})

        assert [reference for row in told["settled"] for reference in references if reference in row["what"]] == references
        moments = [datetime.fromisoformat(row["at"]) for row in told["settled"]]
        assert [later - earlier for earlier, later in pairwise(moments)] == [timedelta(seconds=60)] * 2
        assert {customer.status(reference) for reference in references} == {"DEACTIVATED"}
