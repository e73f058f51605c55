"""The explanation engine: first row that recognises wins, and a finding shows both sides."""

import json

import pytest

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, Refused, diagnose, first_difference, recognise

OTHERWISE = Finding(check="sum", cause="unexplained", message="It does not add up.", fix="Count again.")
CATALOGUE = (
    Mistake[int]("negative", lambda n: Evidence("It is below zero.", expected="0", got=str(n)) if n < 0 else None, "Add."),
    Mistake[int]("odd", lambda n: Evidence("It is odd.") if n % 2 else None, "Double it."),
)


@pytest.mark.parametrize(("case", "cause"), [(-1, "negative"), (3, "odd"), (4, "unexplained")])
def test_the_first_row_that_recognises_a_case_names_the_cause(case: int, cause: str) -> None:
    finding = diagnose(case, CATALOGUE, otherwise=OTHERWISE)

    assert (finding.check, finding.cause, finding.severity) == ("sum", cause, "refused")


def test_a_case_without_a_mistake_has_no_finding() -> None:
    assert recognise(4, CATALOGUE, check="sum") is None


def test_a_finding_shows_where_the_two_sides_part() -> None:
    finding = diagnose(-12, CATALOGUE, otherwise=OTHERWISE)

    assert (finding.expected, finding.got, finding.difference) == ("0", "-12", 0)


def test_a_finding_with_one_side_has_no_difference() -> None:
    assert diagnose(3, CATALOGUE, otherwise=OTHERWISE).difference is None


def test_a_finding_is_plain_data() -> None:
    data = OTHERWISE.tolerated().as_dict()

    assert json.loads(json.dumps(data)) == data
    assert data["severity"] == "tolerated"


def test_a_refusal_names_its_cause() -> None:
    assert str(Refused(OTHERWISE)) == "sum: unexplained: It does not add up."


@pytest.mark.parametrize(
    ("a", "b", "offset"),
    [
        ("abc", "abc", None),
        ("abc", "abd", 2),
        ("abc", "ab", 2),
        ("", "a", 0),
        ("é1", "é2", 2),
        (b"\x00\x01", b"\x00\x02", 1),
        ("a", b"a", None),
    ],
)
def test_the_first_difference_is_counted_in_bytes(a: str | bytes, b: str | bytes, offset: int | None) -> None:
    assert first_difference(a, b) == offset


def test_text_that_utf_8_cannot_write_is_compared_all_the_same() -> None:
    assert first_difference("\ud800a", "\ud800b") == 1
