"""Where two JSON values differ."""

import pytest

from emulator.recording.differences import differences


@pytest.mark.parametrize(
    ("taped", "live", "found"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["/a: 1 on tape, 2 live"]),
        ({"a": 1}, {"a": 1.0}, ["/a: 1 on tape, 1.0 live"]),
        ({"a": True}, {"a": 1}, ["/a: True on tape, 1 live"]),
        ({"a": None}, {}, ["/a: missing (on tape: None)"]),
        ({}, {"b": "x"}, ["/b: not on tape (live: 'x')"]),
        ({"a": [1, 2]}, {"a": [1]}, ["/a/1: missing (on tape: 2)"]),
        ({"a": [1]}, {"a": {"0": 1}}, ["/a: [1] on tape, {'0': 1} live"]),
        ({"a/b": {"~": 1}}, {"a/b": {"~": 2}}, ["/a~1b/~0: 1 on tape, 2 live"]),
        (None, {"a": 1}, [": None on tape, {'a': 1} live"]),
    ],
)
def test_every_difference_is_told_with_its_pointer(taped: object, live: object, found: list[str]) -> None:
    assert [str(difference) for difference in differences(taped, live)] == found


def test_card_numbers_are_told_masked() -> None:
    (found,) = differences({"pan": "5123456789012345"}, {"pan": "4929000000006411"})

    assert str(found) == "/pan: '************2345' on tape, '************6411' live"


@pytest.mark.parametrize(
    ("places", "is_there"),
    [
        (["value"], True),
        (["receipt.value"], True),
        (["list.receipt.value"], True),
        (["ceipt.value"], False),
        (["receipt"], False),
        ([], False),
    ],
)
def test_a_place_is_known_by_how_it_ends(places: list[str], is_there: bool) -> None:
    (found,) = differences({"list": [{"receipt": {"value": 1}}]}, {"list": [{"receipt": {"value": 2}}]})

    assert found.is_at(places) is is_there


def test_an_item_of_a_list_is_told_from_a_member() -> None:
    item, member = differences({"a": [1], "b": 1}, {"a": [2], "b": 2})

    assert (item.is_item, member.is_item) == (True, False)
