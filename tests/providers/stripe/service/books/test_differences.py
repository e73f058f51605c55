"""Old values of what changed, as docs.stripe.com/api/events/object has them."""

from typing import Any

import pytest

from emulator.providers.stripe.service.books.differences import previous_attributes

BEFORE: dict[str, Any] = {"a": 1, "hash": {"x": 1, "y": {"z": 1}}, "list": [1, 2], "gone": "here", "_hidden": 1}


@pytest.mark.parametrize(
    ("changes", "previous"),
    [
        ({}, {}),
        ({"a": 2}, {"a": 1}),
        ({"hash": {"x": 1, "y": {"z": 2}}}, {"hash": {"y": {"z": 1}}}),
        ({"hash": None}, {"hash": {"x": 1, "y": {"z": 1}}}),
        ({"list": [1, 3]}, {"list": [1, 2]}),
        ({"new": 1}, {"new": None}),
        ({"gone": None}, {"gone": "here"}),
        ({"_hidden": 2}, {}),
        ({"a": 2, "list": []}, {"a": 1, "list": [1, 2]}),
    ],
)
def test_only_what_changed_is_told(changes: dict[str, Any], previous: dict[str, Any]) -> None:
    assert previous_attributes(BEFORE, {**BEFORE, **changes}) == previous
