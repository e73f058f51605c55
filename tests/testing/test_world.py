"""A test's own world."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from emulator.testing.world import World
from tests.flows.customer import Customer


@pytest.fixture
def customer(world: World) -> Customer:
    assert world.credentials.mdes
    return Customer(world.url, world.credentials.mdes.consumer_key)


def test_a_world_shows_what_a_client_did_in_it_and_no_other_world_does(world: World, customer: Customer) -> None:
    customer.tokenize("5123456789012345")

    assert [token.state for token in world.tokens()] == ["active"]
    assert [card.network for card in world.cards()] == ["mastercard"]
    assert [line.operation for line in world.exchanges() if line.direction == "inbound"] == ["tokenize"]
    assert world.codes() == []


def test_its_clock_is_in_the_tests_hand(world: World) -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)

    world.clock.freeze(noon)
    world.clock.advance(timedelta(hours=1))

    assert world.clock.now == noon + timedelta(hours=1)
    assert world.clock.resume().mode == "real"


def test_its_outbox_shows_what_was_told(world: World, customer: Customer) -> None:
    customer.tokenize("5123456789012345")

    world.outbox.deliver()
    names = [notice.name for notice in world.outbox.notices()]
    again = world.outbox.redeliver(world.outbox.notices()[0].id)

    assert "notify_token_updated" in names
    assert again.tries == len(again.attempts)


def test_an_armed_scenario_fires_in_it(world: World, customer: Customer) -> None:
    armed = world.arm(operation="tokenize", error="TooManyTokens", remaining=1)

    refused = customer.post("tokenize", customer.sealed_order("5123456789012345")).json()

    assert armed.remaining == 1
    assert [one.id for one in world.scenarios()] == [armed.id]
    assert refused["errors"][0]["reasonCode"] == "PAN_PROVISIONING_COUNT_EXCEEDED"


def test_a_scenario_that_is_disarmed_fires_no_more(world: World, customer: Customer) -> None:
    world.arm(operation="tokenize", error="TooManyTokens")

    world.disarm()

    assert world.scenarios() == []
    assert customer.post("tokenize", customer.sealed_order("5123456789012345")).json()["decision"] == "APPROVED"


def test_its_keys_become_files(world: World, tmp_path: Path) -> None:
    folder = world.write_keys(tmp_path)

    load_pem_private_key((folder / "signing.key").read_bytes(), None)
    assert (folder / "request.crt").read_text().startswith("-----BEGIN CERTIFICATE")
    assert not (folder / "request.key").exists()
