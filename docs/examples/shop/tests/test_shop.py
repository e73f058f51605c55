"""The shop's own tests. `emulator_namespace`, `emulator_clock`, `emulator_tape` come with the package tsp-emulator."""

import pytest
from shop import CardRefused, Shop

# Numbers that force an outcome (docs/providers/mdes.md of tsp-emulator).
GOOD, DECLINED = "5123456789012345", "5204731940398145"


@pytest.fixture
def shop(emulator_namespace, tmp_path):
    return Shop(emulator_namespace.url, emulator_namespace.credentials.mdes.consumer_key, emulator_namespace.write_keys(tmp_path))


def test_a_card_becomes_a_token(shop, emulator_namespace):
    reference = shop.store(GOOD, "09", "30")

    assert shop.is_usable(reference)
    assert [token.state for token in emulator_namespace.tokens()] == ["active"]


def test_every_test_begins_with_an_empty_world(emulator_namespace):
    assert emulator_namespace.tokens() == []


def test_a_card_that_the_network_turns_down_is_told(shop, emulator_namespace):
    emulator_namespace.arm(operation="tokenize", error="TooManyTokens", remaining=1)

    with pytest.raises(CardRefused, match="PAN_PROVISIONING_COUNT_EXCEEDED"):
        shop.store(GOOD, "09", "30")


def test_a_forgotten_card_pays_no_more(shop):
    reference = shop.store(GOOD, "09", "30")

    shop.forget(reference)

    assert not shop.is_usable(reference)


def test_what_the_shop_says_is_recorded_and_played_back(shop, emulator_tape, tmp_path):
    emulator_tape.record(tmp_path / "tapes" / "store.json")

    shop.store(GOOD, "09", "30")

    assert not (tmp_path / "tapes" / "store.json").exists(), "it is written when the test is over"
