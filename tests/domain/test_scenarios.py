"""An armed scenario meets the calls it names, as often as it says."""

import pytest

from emulator.domain.scenarios import Scenario


@pytest.mark.parametrize(
    ("api", "operation", "is_met"),
    [
        ("mdes.digital_enablement", "tokenize", True),
        ("mdes.digital_enablement", "suspend", False),
        ("mdes.token_connect", "tokenize", False),
        ("mdes.digital_enablement", "Tokenize", False),
    ],
)
def test_a_scenario_meets_the_operation_it_names(api: str, operation: str, is_met: bool) -> None:
    scenario = Scenario("s1", "mdes.digital_enablement", "tokenize")

    assert scenario.meets(api, operation) is is_met


def test_a_pattern_meets_many_operations() -> None:
    scenario = Scenario("s1", "mdes.*", "*")

    assert scenario.meets("mdes.token_connect", "push_multiple_accounts")
    assert not scenario.meets("stripe", "create_card")


def test_a_scenario_is_spent_after_as_many_calls_as_it_says() -> None:
    armed = Scenario("s1", "*", "*", remaining=2)

    once = armed.after_firing()
    twice = once.after_firing()

    assert [(scenario.fired, scenario.meets("mdes", "x")) for scenario in (armed, once, twice)] == [(0, True), (1, True), (2, False)]


def test_a_scenario_without_a_count_fires_until_it_is_cleared() -> None:
    scenario = Scenario("s1", "*", "*", remaining=None)
    for _ in range(100):
        scenario = scenario.after_firing()

    assert (scenario.fired, scenario.remaining, scenario.meets("mdes", "x")) == (100, None, True)
