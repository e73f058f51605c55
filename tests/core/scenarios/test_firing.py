"""The first scenario fires that meets a message, whose conditions hold, and whose turn it is."""

from typing import Any

from emulator.core.context import House
from emulator.core.provisioning import enrol
from emulator.core.scenarios.firing import Meeting, fire
from emulator.domain.cards import Card, Expiry
from emulator.domain.pan import Pan
from emulator.domain.scenarios import Comparison, Condition, Fault, Place, Scenario
from tests.core.scenarios.arming import armed

PAN = "5204731600014784"


def a_call(**message: Any) -> Meeting:
    return Meeting(Place.CALL, "sample", "greet", message)


async def test_a_scenario_is_passed_over_until_its_turn_and_the_next_one_has_it(house: House) -> None:
    second = Scenario("second", "*", "*", every=2, fault=Fault.CUT, remaining=None)
    always = Scenario("always", "*", "*", fault=Fault.RESET, remaining=None)
    ctx = await armed(house, second, always)

    fired = [await fire(ctx, a_call()) for _ in range(4)]

    assert [one.id if one else None for one in fired] == ["always", "second", "always", "second"]


async def test_a_scenario_with_conditions_meets_only_what_they_hold_of(house: House) -> None:
    ctx = await armed(house, Scenario("dear", "*", "*", where=(Condition("amount", Comparison.AT_LEAST, 100),), fault=Fault.CUT))

    assert await fire(ctx, a_call(amount=99)) is None
    assert await fire(ctx, a_call(amount=100)) is not None


async def test_a_card_is_met_by_its_number_and_by_its_references(house: House) -> None:
    ctx = await armed(house, Scenario("card", "*", "*", card=PAN, fault=Fault.CUT, remaining=None))
    card: Card = await house.unit(ctx, lambda unit: enrol(ctx, unit, Pan(PAN), expiry=Expiry(2030, 12)))

    met = [await fire(ctx, a_call(inner=[{"it": name}])) for name in (PAN, card.reference, card.par, "another")]

    assert [one is not None for one in met] == [True, True, True, False]


async def test_what_has_fired_is_told_and_how_often_it_will_again(house: House) -> None:
    ctx = await armed(house, Scenario("cut", "*", "*", fault=Fault.CUT, delay=2, remaining=3))

    await fire(ctx, a_call())

    (finding,) = ctx.findings
    assert (finding.cause, finding.severity) == ("scenario_fired", "tolerated")
    assert "cut, delay 2 s, before the call" in finding.message
    assert "2 more times" in finding.message
