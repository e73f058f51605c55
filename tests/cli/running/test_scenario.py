"""What goes wrong is armed, listed and cleared in the terminal."""

import argparse

import pytest
import requests

from emulator.cli.running.scenario import SCENARIO, armed, times, told
from tests.flows.customer import Customer
from tests.flows.processes import Program, run


def scenario(emulator: Program, *options: str) -> tuple[int, str, str]:
    done = run("-m", "emulator", "scenario", *options, "--url", emulator.url)
    return done.returncode, done.stdout, done.stderr


def test_an_armed_fault_meets_mastercards_libraries_and_is_cleared(emulator: Program, customer: Customer) -> None:
    code, line, _ = scenario(emulator, "arm", "--api", "mdes.*", "--operation", "tokenize", "--fault", "cut", "--remaining", "always")

    with pytest.raises(requests.exceptions.ConnectionError):
        customer.tokenize("5123456789012345")
    _, listed, _ = scenario(emulator, "list")
    cleared = scenario(emulator, "clear", line.split()[0])

    assert code == 0
    assert line.endswith("call mdes.* tokenize: cut (before); fired 0, until cleared\n")
    assert listed.endswith("call mdes.* tokenize: cut (before); fired 1, until cleared\n")
    assert cleared == (0, "", "")
    assert customer.tokenize("5123456789012345")["decision"] == "APPROVED"


def test_rules_answer_for_an_app_that_is_not_there(emulator: Program, customer: Customer) -> None:
    rule = ("arm", "--operation", "authorize_service", "--remaining", "always", "--answer", '{"responseId": "1", "decision": "DECLINED"}')

    scenario(emulator, *rule, "--where", "deviceInfo.deviceType", "one_of", '["UNKNOWN"]')
    scenario(emulator, *rule[:-1], '{"responseId": "1", "decision": "APPROVED"}')
    _, listed, _ = scenario(emulator, "list")

    assert customer.tokenize("5123456789012345")["decision"] == "APPROVED"
    assert listed.count("question * authorize_service: answer 200") == 2


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("arm", "--operation", "tokenize"), "delay"),
        (("arm", "--operation", "moon", "--fault", "cut"), "tokenize"),
        (("arm", "--fault", "meteor"), "silence"),
        (("clear", "sc_none"), "there is no scenario sc_none"),
    ],
)
def test_what_cannot_be_armed_or_cleared_is_refused_in_a_sentence(emulator: Program, options: tuple[str, ...], why: str) -> None:
    code, _, said = scenario(emulator, *options)

    assert (code, why in said, said.count("\n")) == (2, True, 1), said


def test_flags_become_the_message_and_nothing_that_was_not_given() -> None:
    parser = argparse.ArgumentParser()
    SCENARIO.add_flags(parser)

    options = parser.parse_args(
        ["arm", "--operation", "x", "--delay", "2", "--answer", "plain", "--status", "503", "--where", "a.b", "below", "3"]
    )

    assert armed(options) == {
        "operation": "x",
        "delay": 2.0,
        "where": [{"path": "a.b", "test": "below", "value": 3}],
        "answer": {"status": 503, "body": "plain"},
    }


def test_always_is_as_long_as_nobody_clears_it() -> None:
    assert (times("always"), times("3")) == (None, 3)


def test_a_scenario_is_one_line() -> None:
    seen = {"id": "sc_1", "place": "notice", "api": "*", "operation": "n", "delay": 2.5, "fault": "drop", "error": None, "answer": None}

    assert (
        told({**seen, "stage": "before", "fired": 1, "remaining": 2}) == "sc_1  notice * n: delay 2.5 s, drop (before); fired 1, 2 left\n"
    )
