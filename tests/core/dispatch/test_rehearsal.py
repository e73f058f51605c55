"""A rehearsal walks the one path to its end and leaves no trace."""

import pytest

from emulator.core.context import House
from emulator.core.dispatch.rehearsal import rehearse
from emulator.core.dispatch.router import Match
from emulator.core.operation import AnyOperation
from emulator.domain.scenarios import Fault, Scenario
from tests.core.dispatch.calls import a_request, call
from tests.core.sample import API, ASK, GREET, GREETING, LOOK_UP, REFUSE
from tests.core.scenarios.arming import armed


async def greeting_kept(house: House) -> bool:
    return await house.store.read("default", lambda unit: unit.documents.get(GREETING, "anna")) is not None


@pytest.mark.parametrize(("operation", "error"), [(GREET, None), (ASK, None), (REFUSE, "UnknownToken"), (LOOK_UP, "UnknownToken")])
async def test_it_ends_as_the_call_would_and_keeps_nothing(house: House, operation: AnyOperation, error: str | None) -> None:
    exchange = await rehearse(house, Match(API, operation, {}), a_request())

    assert exchange.error == error
    assert exchange.response is not None
    assert not await greeting_kept(house)
    assert list(house.journal.newest_first("default")) == []


async def test_it_does_not_shift_what_a_seed_makes_of_the_next_call(house: House) -> None:
    foreseen = await rehearse(house, Match(API, GREET, {}), a_request())

    await rehearse(house, Match(API, GREET, {}), a_request())
    answered = await call(house, a_request())

    assert foreseen.response
    assert answered.body == foreseen.response.body


async def test_a_key_is_claimed_and_answered_within_it_and_free_after_it(house: House) -> None:
    keyed = a_request(headers={"key": "default", "word": "open default", "idempotency-key": "k"})

    rehearsed = [await rehearse(house, Match(API, operation, {}), keyed) for operation in (ASK, GREET)]
    answered = await call(house, keyed)

    assert [one.error for one in rehearsed] == [None, None]
    assert "Replayed" not in answered.headers


async def test_a_scenario_is_named_and_neither_counted_nor_waited_for(house: House) -> None:
    await armed(house, Scenario("slow", "sample", "*", delay=200), Scenario("cut", "sample", "*", fault=Fault.CUT))

    exchange = await rehearse(house, Match(API, GREET, {}), a_request())

    assert [finding.cause for finding in exchange.findings] == ["scenario_fired"]
    kept = await house.store.read("default", lambda unit: unit.scenarios.all())
    assert [one.fired for one in kept] == [0, 0]
