"""Pages, and the cursor that says where the one before ended."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.admin.service.pages import START, cursor_at, cut, place_at
from emulator.domain.errors import InvalidField


@given(st.integers(-(2**63) + 1, 2**63 - 1), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_a_cursor_leads_back_to_its_place(moment: int, name: str) -> None:
    assert place_at(cursor_at((moment, name))) == (moment, name)


def test_no_cursor_is_the_beginning() -> None:
    assert place_at(None) == START


@given(st.text() | st.sampled_from(["e30", "WzEsMl0", "WyIxIiwiMiJd", "WzEsIjIiLDNd", "bnVsbA"]))
def test_what_is_no_cursor_is_refused_or_a_place(text: str) -> None:
    with suppress(InvalidField):
        moment, name = place_at(text)
        assert (type(moment), type(name)) == (int, str)


@pytest.mark.parametrize("text", ["", "!", "AAAA", "e30", "WzEsMl0", "WyIxIiwiMiJd", "WzEsIjIiLDNd", "bnVsbA", "é"])
def test_a_cursor_of_somebody_elses_is_refused(text: str) -> None:
    with pytest.raises(InvalidField, match="not a cursor"):
        place_at(text)


@pytest.mark.parametrize(("read", "kept", "goes_on"), [(0, 0, False), (2, 2, False), (3, 3, False), (4, 3, True)])
def test_a_page_goes_on_when_more_was_read_than_fits(read: int, kept: int, goes_on: bool) -> None:
    page = cut(range(read), 3, lambda row: (row, "x"))

    assert len(page.rows) == kept
    assert (page.next_cursor is not None) == goes_on
    assert not goes_on or place_at(page.next_cursor) == (2, "x")
