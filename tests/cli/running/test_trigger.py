"""An event is made to happen from the terminal, and what can happen is listed."""

import pytest

from emulator.cli.command import UsageError
from emulator.cli.running.trigger import fields_of
from tests.flows.customer import Customer
from tests.flows.processes import Program, run


def test_the_issuer_suspends_a_token_of_the_users_own(emulator: Program, customer: Customer) -> None:
    reference = customer.tokenize("5123456789012345")["tokenUniqueReference"]

    listed = run("-m", "emulator", "trigger", "--url", emulator.url)
    done = run("-m", "emulator", "trigger", "token.suspended_by_issuer", "--with", f"token={reference}", "--url", emulator.url)
    refused = run("-m", "emulator", "trigger", "moon.fell_down", "--url", emulator.url)

    assert "token.suspended_by_issuer" in listed.stdout
    assert done.stdout == f"{reference} was active and is suspended\n"
    assert customer.status(reference) == "SUSPENDED"
    assert (refused.returncode, "no event is called moon.fell_down" in refused.stderr) == (2, True)


@pytest.mark.parametrize("pair", ["token", "=x", ""])
def test_a_field_without_name_or_value_is_refused(pair: str) -> None:
    with pytest.raises(UsageError):
        fields_of([pair])


def test_a_value_may_hold_an_equals_sign() -> None:
    assert fields_of(["text=a=b", "token=t"]) == {"text": "a=b", "token": "t"}
