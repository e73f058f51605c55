"""Two processes on one database: what one changes, the other says at its next answer, and nothing remembered stands in between."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import requests

from tests.flows.customer import TIMEOUT
from tests.flows.processes import Program, running

ISSUER: Final[Mapping[str, Any]] = {
    "id": "bank-of-two",
    "name": "First name",
    "ranges": [{"low": "5412345600000000", "high": "5412345699999999", "network": "mastercard"}],
}


@pytest.fixture(params=["sqlite", "postgres"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Program, Program]]:
    """Two emulators on one database, on each engine."""
    url = f"sqlite:///{tmp_path / 'shared.db'}" if request.param == "sqlite" else str(request.getfixturevalue("fresh_postgres"))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with (
        running("emulator", "--database", url, folder=tmp_path / "one") as one,
        running("emulator", "--database", url, folder=tmp_path / "two") as two,
    ):
        yield one, two


def put(program: Program, issuer: Mapping[str, Any]) -> None:
    requests.post(f"{program.url}/_emulator/parties", json={"issuers": [dict(issuer)]}, timeout=TIMEOUT).raise_for_status()


def name_at(program: Program) -> str:
    answer = requests.get(f"{program.url}/_emulator/parties/issuers/{ISSUER['id']}", timeout=TIMEOUT)
    return str(answer.json().get("name", answer.status_code))


def test_what_one_process_changes_the_other_sees_at_once(pair: tuple[Program, Program]) -> None:
    one, two = pair
    put(one, ISSUER)
    seen = [name_at(two)]

    put(one, {**ISSUER, "name": "Second name"})
    seen.append(name_at(two))
    put(two, {**ISSUER, "name": "Third name"})
    seen.append(name_at(one))

    assert seen == ["First name", "Second name", "Third name"]


def test_a_clock_that_one_process_stops_stands_still_for_the_other(pair: tuple[Program, Program]) -> None:
    one, two = pair
    before = requests.get(f"{two.url}/_emulator/clock", timeout=TIMEOUT).json()["mode"]

    requests.post(f"{one.url}/_emulator/clock/freeze", json={}, timeout=TIMEOUT).raise_for_status()

    assert (before, requests.get(f"{two.url}/_emulator/clock", timeout=TIMEOUT).json()["mode"]) == ("real", "frozen")
