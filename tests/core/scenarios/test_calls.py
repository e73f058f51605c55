"""An armed scenario answers, refuses or delays the calls it meets, and says that it did."""

import asyncio

import pytest

from emulator.core.context import House
from emulator.core.dispatch import EXPLANATION
from emulator.core.scenarios.calls import REFUSALS
from emulator.domain.scenarios import Canned, Scenario
from tests.core.dispatch.calls import OTHER, a_request, call
from tests.core.sample import GREETING, LOOK_UP

TEAPOT = Canned(418, "short and stout", {"Spout": "here"})


async def arm(house: House, scenario: Scenario) -> None:
    await house.unit(house.context(house.home, cause="arm"), lambda unit: unit.scenarios.add(scenario))


async def test_a_canned_answer_takes_the_handlers_place(house: House) -> None:
    await arm(house, Scenario("s", "sample", "greet", answer=TEAPOT))

    response = await call(house, a_request("anna"))

    assert (response.status, response.body, response.headers["Spout"]) == (418, b"short and stout", "here")
    assert await house.store.read("default", lambda unit: unit.documents.get(GREETING, "anna")) is None


async def test_a_scenario_says_that_it_fired(house: House) -> None:
    await arm(house, Scenario("s", "sample", "greet", answer=TEAPOT))

    response = await call(house, a_request())

    exchange = next(house.journal.newest_first("default"))
    assert EXPLANATION in response.headers
    assert [(finding.cause, finding.severity) for finding in exchange.findings] == [("scenario_fired", "tolerated")]


async def test_a_scenario_fires_as_often_as_it_says(house: House) -> None:
    await arm(house, Scenario("s", "sample", "greet", answer=TEAPOT, remaining=2))

    statuses = [(await call(house, a_request(f"n{n}"))).status for n in range(4)]

    assert statuses == [418, 418, 201, 201]


async def test_the_first_scenario_that_meets_a_call_fires(house: House) -> None:
    await arm(house, Scenario("other", "sample", "look_up", answer=Canned(500, "", {})))
    await arm(house, Scenario("first", "*", "*", answer=TEAPOT))
    await arm(house, Scenario("second", "*", "*", answer=Canned(500, "", {})))

    statuses = [(await call(house, a_request(f"n{n}"))).status for n in range(3)]

    assert statuses == [418, 500, 201]


async def test_calls_that_it_does_not_meet_go_on(house: House) -> None:
    await arm(house, Scenario("s", "sample", "greet", answer=TEAPOT))

    assert (await call(house, a_request("nobody"), LOOK_UP)).status == 404
    assert (await call(house, a_request(headers=OTHER))).status == 201


@pytest.mark.parametrize("error", sorted(REFUSALS))
async def test_every_refusal_of_the_domain_can_be_armed(house: House, error: str) -> None:
    await arm(house, Scenario("s", "sample", "greet", error=error))

    response = await call(house, a_request())

    assert response.status >= 400
    assert next(house.journal.newest_first("default")).error == error


async def test_a_delay_delays_and_then_the_call_goes_on(house: House) -> None:
    await arm(house, Scenario("s", "sample", "greet", delay=0.02))
    clock = asyncio.get_running_loop().time
    began = clock()

    response = await call(house, a_request())

    assert response.status == 201
    assert clock() - began >= 0.02


async def test_a_stranger_fires_nothing(house: House) -> None:
    await arm(house, Scenario("s", "sample", "greet", answer=TEAPOT))

    assert (await call(house, a_request(headers={"key": "default", "word": "wrong"}))).status == 401
    assert (await call(house, a_request())).status == 418
