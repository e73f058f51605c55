"""Armed scenarios are kept as they are, in the order in which they were armed."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.domain.scenarios import Canned, Comparison, Condition, Distribution, Fault, Place, Scenario, Stage
from emulator.storage.store import Store
from emulator.storage.unit import Unit
from tests.storage.samples import counts, keep, look, texts

WORLDS = count()

scenarios = st.builds(
    Scenario,
    id=texts,
    api=texts,
    operation=texts,
    delay=st.floats(0, 3600),
    answer=st.none() | st.builds(Canned, st.integers(100, 599), texts, st.dictionaries(texts, texts, max_size=3)),
    error=st.none() | texts,
    remaining=st.none() | counts,
    fired=counts,
    place=st.sampled_from(Place),
    card=st.none() | texts,
    where=st.lists(st.builds(Condition, texts, st.sampled_from(Comparison), st.none() | texts | st.integers(0, 9)), max_size=2).map(tuple),
    every=counts,
    share=st.none() | st.floats(0, 1),
    distribution=st.sampled_from(Distribution),
    stage=st.sampled_from(Stage),
    fault=st.none() | st.sampled_from(Fault),
    seconds=st.floats(-3600, 3600),
    met=counts,
)


async def arm(store: Store, *armed: Scenario) -> None:
    async def work(unit: Unit) -> None:
        for scenario in armed:
            await unit.scenarios.add(scenario)

    await keep(store, work)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(scenario=scenarios)
async def test_a_scenario_is_kept_as_it_is(store: Store, scenario: Scenario) -> None:
    world = f"w{next(WORLDS)}"

    await keep(store, lambda unit: unit.scenarios.add(scenario), world=world)

    assert await look(store, lambda unit: unit.scenarios.all(), world=world) == [scenario]


async def test_scenarios_come_in_the_order_in_which_they_were_armed(store: Store) -> None:
    await arm(store, *(Scenario(name, "*", "*") for name in "cab"))

    assert [scenario.id for scenario in await look(store, lambda unit: unit.scenarios.all())] == ["c", "a", "b"]


async def test_a_counted_scenario_is_kept(store: Store) -> None:
    scenario = Scenario("s", "*", "*", remaining=3)
    await arm(store, scenario, Scenario("t", "*", "*"))

    await keep(store, lambda unit: unit.scenarios.save(scenario.after_meeting(0)[0]))

    assert await look(store, lambda unit: unit.scenarios.all()) == [scenario.after_meeting(0)[0], Scenario("t", "*", "*")]


async def test_scenarios_are_disarmed_one_by_one_or_all_at_once(store: Store) -> None:
    await arm(store, *(Scenario(name, "*", "*") for name in "abc"))

    assert await keep(store, lambda unit: unit.scenarios.remove("b"))
    assert not await keep(store, lambda unit: unit.scenarios.remove("b"))
    assert await keep(store, lambda unit: unit.scenarios.clear()) == 2
    assert await look(store, lambda unit: unit.scenarios.all()) == []


async def test_whoever_counts_a_scenario_holds_those_that_everybody_sees(store: Store) -> None:
    await arm(store, Scenario("s", "*", "*"), Scenario("t", "*", "*"))

    held = await keep(store, lambda unit: unit.scenarios.hold())

    assert held == await look(store, lambda unit: unit.scenarios.all())
