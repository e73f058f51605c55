"""A wish is fulfilled, and how is written down."""

import pytest

from emulator.config import Settings
from emulator.core.context import House
from emulator.domain.codes import Channel
from emulator.providers.mdes.records import digitizations
from emulator.providers.mdes.records.digitizations import Digitization, MadeBy
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import Caller
from tests.providers.mdes.digital_enablement.service.test_decision import tav
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import NAMESPACE

ORDINARY = "5123456789012345"


@pytest.fixture
def settings(with_bank: Settings) -> Settings:
    return with_bank


async def record_of(house: House, reference: str) -> Digitization:
    found = await house.store.read(NAMESPACE, lambda unit: digitizations.of_token(unit, reference))
    assert found is not None
    return found


async def test_a_decision_of_the_networks_is_made_by_rules(mdes: Caller, house: House) -> None:
    made = await mdes.tokenize(YELLOW)

    record = await record_of(house, made.body["tokenUniqueReference"])
    assert (record.decision, record.made_by, record.correlation[0], len(record.correlation)) == (
        "REQUIRE_ADDITIONAL_AUTHENTICATION",
        MadeBy.RULES,
        "D",
        12,
    )


@pytest.mark.parametrize("decision", ["APPROVED", "REQUIRE_ADDITIONAL_AUTHENTICATION"])
async def test_a_decision_of_the_issuers_is_made_by_it(mdes: Caller, house: House, bank: Bank, decision: str) -> None:
    bank.will_decide(decision)

    made = await mdes.tokenize(ORDINARY)

    record = await record_of(house, made.body["tokenUniqueReference"])
    assert (record.decision, record.made_by) == (decision, MadeBy.AUTHORIZATION)


async def test_a_decision_that_a_signature_has_turned_is_made_by_rules(mdes: Caller, house: House, bank: Bank) -> None:
    bank.will_decide("REQUIRE_ADDITIONAL_AUTHENTICATION")

    made = await mdes.tokenize(ORDINARY, tokenizationAuthenticationValue=tav(ORDINARY))

    assert (await record_of(house, made.body["tokenUniqueReference"])).made_by is MadeBy.RULES


# Digits 13 to 15 are the code of a magic number; the channels are those that the documentation promises.
FORCED = {
    "5555555577772016": Channel.TEXT,
    "5555555577772024": Channel.EMAIL,
    "5555555577772032": Channel.AUTOMATED_LINE,
    "5555555577772040": Channel.AGENT,
    "5555555577772057": Channel.WEBSITE,
    "5555555577772065": Channel.APP,
    "5555555577772073": Channel.CALL,
}


@pytest.mark.parametrize(("pan", "channel"), FORCED.items())
async def test_some_numbers_allow_one_way_alone(mdes: Caller, house: House, bank: Bank, pan: str, channel: Channel) -> None:
    made = await mdes.tokenize(pan)

    record = await record_of(house, made.body["tokenUniqueReference"])
    assert ([method.channel for method in record.methods], len(made.body["authenticationMethods"])) == ([channel], 1)
    assert bank.of("requestActivationMethods") == []


async def test_ids_of_ways_count_from_one(mdes: Caller) -> None:
    made = await mdes.tokenize(YELLOW)

    assert [method["id"] for method in made.body["authenticationMethods"]] == ["1", "2", "3"]


async def test_a_token_that_is_active_names_no_ways(mdes: Caller) -> None:
    assert "authenticationMethods" not in (await mdes.tokenize()).body
