"""An armed scenario meets the calls it names, as often as it says."""

import pytest

from emulator.domain.scenarios import PLACES, Comparison, Condition, Distribution, Fault, Place, Scenario


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

    assert scenario.meets(Place.CALL, api, operation) is is_met


def test_a_pattern_meets_many_operations() -> None:
    scenario = Scenario("s1", "mdes.*", "*")

    assert scenario.meets(Place.CALL, "mdes.token_connect", "push_multiple_accounts")
    assert not scenario.meets(Place.QUESTION, "mdes.issuer", "ask")
    assert not scenario.meets(Place.CALL, "stripe", "create_card")


def test_a_scenario_is_spent_after_as_many_calls_as_it_says() -> None:
    armed = Scenario("s1", "*", "*", remaining=2)

    once, _ = armed.after_meeting(0)
    twice, _ = once.after_meeting(0)

    assert [(scenario.fired, scenario.meets(Place.CALL, "mdes", "x")) for scenario in (armed, once, twice)] == [
        (0, True),
        (1, True),
        (2, False),
    ]


def test_a_scenario_without_a_count_fires_until_it_is_cleared() -> None:
    scenario = Scenario("s1", "*", "*", remaining=None)
    for _ in range(100):
        scenario, _ = scenario.after_meeting(0)

    assert (scenario.fired, scenario.remaining, scenario.meets(Place.CALL, "mdes", "x")) == (100, None, True)


def fired_at(scenario: Scenario, draws: list[float]) -> list[bool]:
    fired = []
    for draw in draws:
        scenario, fires = scenario.after_meeting(draw)
        fired.append(fires)
    return fired


def test_every_third_message_is_met() -> None:
    scenario = Scenario("s1", "*", "*", every=3, remaining=None)

    assert fired_at(scenario, [0] * 7) == [False, False, True, False, False, True, False]


def test_a_share_of_the_messages_is_met_as_chance_has_it() -> None:
    scenario = Scenario("s1", "*", "*", share=0.25, remaining=None)

    assert fired_at(scenario, [0.1, 0.9, 0.24, 0.25]) == [True, False, True, False]


@pytest.mark.parametrize(
    ("distribution", "draw", "seconds"),
    [(Distribution.FIXED, 0.9, 2.0), (Distribution.UNIFORM, 0.0, 0.0), (Distribution.UNIFORM, 0.75, 3.0)],
)
def test_a_delay_is_drawn_around_its_mean(distribution: Distribution, draw: float, seconds: float) -> None:
    scenario = Scenario("s1", "*", "*", delay=2.0, distribution=distribution)

    assert scenario.pause(draw, longest=300) == seconds


def test_exponential_delays_have_the_mean_that_was_asked_for_and_an_end() -> None:
    scenario = Scenario("s1", "*", "*", delay=2.0, distribution=Distribution.EXPONENTIAL)

    delays = [scenario.pause(number / 2_000, longest=5) for number in range(2_000)]

    assert 1.5 < sum(delays) / len(delays) < 2.1
    assert max(delays) == 5


@pytest.mark.parametrize(
    ("path", "test", "value", "holds"),
    [
        ("amount", Comparison.BELOW, 5_000, True),
        ("amount", Comparison.BELOW, 4_999, False),
        ("amount", Comparison.AT_LEAST, "4999", True),
        ("device.score", Comparison.EQUALS, "2", True),
        ("device.score", Comparison.DIFFERS, "2", False),
        ("device.score", Comparison.ONE_OF, ["1", "2"], True),
        ("items.*.kind", Comparison.EQUALS, "b", True),
        ("items.kind", Comparison.EQUALS, "b", False),
        ("absent", Comparison.EQUALS, None, False),
        ("device", Comparison.BELOW, 3, False),
    ],
)
def test_a_condition_compares_a_member_of_the_message(path: str, test: Comparison, value: object, holds: bool) -> None:
    message = {"amount": 4_999, "device": {"score": "2"}, "items": [{"kind": "a"}, {"kind": "b"}]}

    assert Condition(path, test, value).holds(message) is holds


def test_every_fault_can_happen_somewhere() -> None:
    assert set(PLACES) == set(Fault)
    assert all(PLACES.values())
