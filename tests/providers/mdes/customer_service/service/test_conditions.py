"""Of several members exactly one is given."""

from types import SimpleNamespace

import pytest

from emulator.providers.mdes.customer_service.service.conditions import the_one
from emulator.providers.mdes.reasons import Refusal

NAMES = ("first", "second", "third")


def call(**given: str) -> SimpleNamespace:
    return SimpleNamespace(**(dict.fromkeys(NAMES) | given))


@pytest.mark.parametrize("name", NAMES)
def test_the_only_one_that_is_given_is_named(name: str) -> None:
    assert the_one(call(**{name: "x"}), NAMES) == name


@pytest.mark.parametrize(
    ("given", "code", "member"),
    [({}, "MISSING_CONDITIONAL_FIELD", "first"), ({"first": "x", "third": ""}, "INVALID_CONDITIONAL_FIELD", "third")],
)
def test_none_and_two_are_refused(given: dict[str, str], code: str, member: str) -> None:
    with pytest.raises(Refusal) as refused:
        the_one(call(**given), NAMES)

    assert (refused.value.code, refused.value.member) == (code, member)
