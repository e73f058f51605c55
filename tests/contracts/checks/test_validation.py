"""Messages held against contracts."""

import sys

import pytest

from emulator.contracts.checks.library import Library
from emulator.contracts.checks.validation import NoValidator, Validator, compiled
from tests.contracts.checks.conftest import Made

NAME = "mdes/digital_enablement/suspend.request"
GOOD = {"requestId": "1", "tokenUniqueReferences": ["D" * 48], "causedBy": "CARDHOLDER", "reasonCode": "OTHER"}


def test_a_message_that_holds_has_no_breaches(library: Library) -> None:
    assert Validator(library).breaches(NAME, GOOD) == []


def test_a_breach_is_told_with_its_pointer(library: Library) -> None:
    told = [str(breach) for breach in Validator(library).breaches(NAME, {**GOOD, "tokenUniqueReferences": [1], "causedBy": "NOBODY"})]

    assert told[1] == "/tokenUniqueReferences/0: 1 is not of type 'string'"
    assert told[0].startswith("/causedBy: 'NOBODY' is not one of")


def test_card_numbers_are_masked_in_what_is_told(made: Made) -> None:
    library = made("one", {"a": {"type": "object", "properties": {"pan": {"maxLength": 3}}}})

    (breach,) = Validator(library).breaches("a", {"pan": "5123456789012345"})

    assert "5123456789012345" not in str(breach)


def test_of_several_forms_the_nearest_is_told(made: Made) -> None:
    library = made("one", {"a": {"anyOf": [{"type": "string"}, {"properties": {"x": {"type": "integer"}}}]}})

    (breach,) = Validator(library).breaches("a", {"x": "1"})

    assert breach.problem == "none of the forms it may have; of the nearest: '1' is not of type 'integer'"


def test_without_the_validator_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema", None)

    with pytest.raises(NoValidator, match=r"tsp-emulator\[contracts\]"):
        compiled({})
