"""Tapes in a test."""

from pathlib import Path

import pytest
import requests

from emulator.recording.tape import read
from emulator.testing.deck import Deck, TapeNotPlayed
from emulator.testing.world import World
from tests.flows.customer import Customer
from tests.recording.sample import FIXTURES

UP = FIXTURES / "mdes/customer_service/system_status/up.json"


def test_a_tape_that_is_played_whole_passes(world: World) -> None:
    deck = Deck(world)
    url = deck.play(UP)

    signed = {"Authorization": 'OAuth oauth_consumer_key="x",oauth_signature="y"'}
    answer = requests.get(f"{url}/mdes/csapi/v2/systemstatus?Format=JSON", headers=signed, timeout=20)
    deck.close()

    assert answer.status_code == 200


def test_a_tape_that_is_not_asked_for_fails_the_test(world: World) -> None:
    deck = Deck(world)
    deck.play(UP)

    with pytest.raises(TapeNotPlayed, match="never asked for: mdes/system_status/up"):
        deck.close()


def test_a_recording_is_written_at_the_end(world: World, tmp_path: Path) -> None:
    assert world.credentials.mdes
    deck = Deck(world)
    deck.record(tmp_path / "tapes" / "mine.json")
    Customer(world.url, world.credentials.mdes.consumer_key).tokenize("5123456789012345")

    deck.close()

    tape = read(tmp_path / "tapes" / "mine.json")
    assert (tape.case, [exchange.request.path for exchange in tape.inbound]) == ("mine", ["/mdes/digitization/1/0/tokenize"])
