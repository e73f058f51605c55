"""A seed file is cut into batches, sent, and what is wrong with it is said by its place in the file."""

import json
from pathlib import Path
from typing import Any

import pytest

from emulator.cli.calling import Target
from emulator.cli.seeding import MOST, MOST_BYTES, SeedError, batches, register
from tests.flows.customer import Customer
from tests.flows.processes import free_port, running


def numbers(count: int) -> list[dict[str, Any]]:
    return [{"number": f"520473{number:010}"} for number in range(count)]


def test_no_emulator_is_said() -> None:
    with pytest.raises(SeedError, match="tsp-emulator serve"):
        register(batches('{"cards": [{}]}'), Target(f"http://127.0.0.1:{free_port()}"))


def test_a_url_of_another_scheme_is_said() -> None:
    with pytest.raises(SeedError, match="http://"):
        register(batches('{"cards": [{}]}'), Target("file:///etc/passwd"))


@pytest.mark.parametrize("text", ["", "[]", '{"cards": {}}', '{"people": []}'])
def test_what_is_no_seed_file_is_said(text: str) -> None:
    with pytest.raises(SeedError):
        batches(text)


def test_much_is_sent_in_batches_parties_first() -> None:
    cut = batches(json.dumps({"cards": [{}] * (MOST + 1), "issuers": [{}], "credentials": []}))

    assert [(batch.kind, batch.start, len(batch.rows)) for batch in cut] == [("issuers", 0, 1), ("cards", 0, MOST), ("cards", MOST, 1)]


def test_long_entries_are_sent_in_smaller_batches() -> None:
    long = "x" * (MOST_BYTES // 3)

    cut = batches(json.dumps({"issuers": [long] * 5 + [long * 9]}))

    assert [(batch.start, len(batch.rows)) for batch in cut] == [(0, 2), (2, 2), (4, 1), (5, 1)]


def test_what_is_refused_is_named_by_its_place_in_the_file_and_what_was_kept_is_counted(tmp_path: Path) -> None:
    cards = numbers(MOST + 3)
    cards[MOST + 1] = {"number": "6011000990139424"}
    with running("emulator", "--data-dir", str(tmp_path), folder=tmp_path) as program:
        target = Target(program.url)

        with pytest.raises(SeedError) as refused:
            register(batches(json.dumps({"cards": cards})), target)

        assert f"cards.{MOST + 1}: " in str(refused.value)
        assert str(refused.value).endswith(f"(registered before that: {MOST} cards)")
        cards[MOST + 1] = numbers(MOST + 2)[-1]
        assert register(batches(json.dumps({"cards": cards})), target) == {"cards": MOST + 3}
        assert len(Customer(program.url).admin("GET", "cards", limit=500)["cards"]) == MOST


def test_an_unknown_world_is_said(tmp_path: Path) -> None:
    work = batches('{"cards": [{"number": "5204731600014784"}]}')

    with (
        running("emulator", "--data-dir", str(tmp_path), folder=tmp_path) as program,
        pytest.raises(SeedError, match="no namespace called nowhere"),
    ):
        register(work, Target(program.url, "nowhere"))
