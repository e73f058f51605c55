"""What breaks whom: of what a client writes no more may be asked, and of what it reads no less may be given."""

from typing import Any

import pytest

from emulator.contracts.checks.compatibility import changes, is_read
from emulator.contracts.checks.library import Library
from tests.contracts.checks.conftest import Made


def holding(**member: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"a": member}}


@pytest.mark.parametrize(
    ("old", "new", "what", "breaks_writers", "breaks_readers"),
    [
        (holding(type="string"), holding(type="integer"), "type was string, is integer", True, True),
        (holding(), {"type": "object", "properties": {}}, "is gone", False, True),
        ({"type": "object"}, holding(), "is new", False, False),
        ({"type": "object"}, {**holding(), "required": ["a"]}, "is new", True, False),
        (holding(), {**holding(), "required": ["a"]}, "is required", True, False),
        ({**holding(), "required": ["a"]}, holding(), "may be missing", False, True),
        (holding(maxLength=5), holding(maxLength=4), "maxLength was 5, is 4", True, False),
        (holding(maxLength=5), holding(maxLength=6), "maxLength was 5, is 6", False, True),
        (holding(minimum=1), holding(minimum=2), "minimum was 1, is 2", True, False),
        (holding(), holding(minItems=2), "minItems was None, is 2", True, False),
        (holding(enum=["x", "y"]), holding(enum=["x"]), "'y' is none of the values any more", True, False),
        (holding(enum=["x"]), holding(enum=["x", "y"]), "'y' is one more of the values", False, True),
        (holding(), holding(enum=["x"]), "enum was None, is ['x']", True, False),
    ],
)
def test_a_change_breaks_who_relied_on_the_older_version(
    made: Made, old: Any, new: Any, what: str, breaks_writers: bool, breaks_readers: bool
) -> None:
    names = ("p/op.request", "p/op.response")

    found = changes(made("old", dict.fromkeys(names, old)), made("new", dict.fromkeys(names, new)))

    assert [(change.contract, change.place, change.what, change.breaks) for change in found] == [
        ("p/op.request", "/a", what, breaks_writers),
        ("p/op.response", "/a", what, breaks_readers),
    ]


def test_contracts_that_come_and_go_are_told(made: Made) -> None:
    found = changes(made("old", {"p/a.request": {}}), made("new", {"p/b.request": {}}))

    assert [str(change) for change in found] == ["breaking p/a.request /: is gone", "safe     p/b.request /: is new"]


def test_a_change_behind_a_reference_is_found_once_even_where_it_holds_itself(made: Made) -> None:
    def tree(**leaf: Any) -> dict[str, Any]:
        node = {"type": "object", "properties": {"leaf": leaf, "inner": {"items": {"$ref": "#/$defs/Node"}}}}
        return {"$ref": "#/$defs/Node", "$defs": {"Node": node}}

    found = changes(made("old", {"p/a.request": tree(maxLength=2)}), made("new", {"p/a.request": tree(maxLength=1)}))

    assert [change.place for change in found] == ["/leaf"]


def test_the_contracts_of_this_version_do_not_differ_from_themselves(library: Library) -> None:
    assert changes(library, library) == []


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("a/b.request", False),
        ("a/b.request.opened", False),
        ("a/b.response", True),
        ("a/b.response.opened", True),
        ("a/b.notice", True),
        ("a/b.question.opened", True),
        ("a/b.answer", False),
        ("a/errors", True),
    ],
)
def test_what_a_client_reads_is_told_from_what_it_writes(name: str, read: bool) -> None:
    assert is_read(name) is read
