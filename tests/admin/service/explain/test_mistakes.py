"""The catalogue of mistakes is open to everybody who wants to read it."""

from dataclasses import replace

import pytest

from emulator.core.context import House
from emulator.core.provider import Catalogue
from emulator.crypto.diagnosis import Mistake
from tests.admin.conftest import Call
from tests.outbound import sample


def mistake(cause: str, fix: str) -> Mistake[str]:
    return Mistake(cause, lambda _case: None, fix)


ROWS = (
    Catalogue("signature", (mistake("foreign_key", "Use your own."), mistake("torn", "Mend it."))),
    Catalogue("paper", (mistake("torn", "Glue it."),)),
)


@pytest.fixture(autouse=True)
def catalogues(house: House) -> None:
    house.apis = (*house.apis, replace(sample.API, name="first", mistakes=ROWS), replace(sample.API, name="second", mistakes=ROWS[1:]))


async def test_every_mistake_is_listed_in_the_order_in_which_it_is_looked_for(get: Call) -> None:
    listed = [row for row in (await get("explain"))["mistakes"] if row["api"] != "admin"]

    assert listed == [
        {"api": "first", "check": "signature", "cause": "foreign_key", "fix": "Use your own."},
        {"api": "first", "check": "signature", "cause": "torn", "fix": "Mend it."},
        {"api": "first", "check": "paper", "cause": "torn", "fix": "Glue it."},
        {"api": "second", "check": "paper", "cause": "torn", "fix": "Glue it."},
    ]


@pytest.mark.parametrize(
    ("query", "fixes"),
    [
        ({"cause": "torn"}, ["Mend it.", "Glue it.", "Glue it."]),
        ({"api": "second"}, ["Glue it."]),
        ({"api": "first", "cause": "foreign_key"}, ["Use your own."]),
        ({"api": "third"}, []),
    ],
)
async def test_mistakes_are_found_by_api_and_by_name(get: Call, query: dict[str, str], fixes: list[str]) -> None:
    listed = (await get("explain", **query))["mistakes"]

    assert [row["fix"] for row in listed] == fixes
