"""Cards are valid to the end of their last month."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.cards import Card, Expiry, Product
from emulator.domain.pan import Network, Pan


@pytest.mark.parametrize(
    ("today", "is_over"),
    [(date(2026, 1, 31), False), (date(2026, 2, 1), False), (date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2027, 1, 1), True)],
)
def test_a_card_is_valid_until_its_last_month_is_over(today: date, is_over: bool) -> None:
    assert Expiry(2026, 2).passed(today) is is_over


def test_an_expiry_prints_as_the_networks_write_it() -> None:
    expiry = Expiry(2031, 5)

    assert (expiry.mm, expiry.yy, expiry.mmyy) == ("05", "31", "0531")


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_an_expiry_is_read_back_from_what_it_prints(year: int, month: int) -> None:
    expiry = Expiry(year, month)

    assert Expiry.of(expiry.mm, expiry.yy) == expiry


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (1999, 12), (2100, 1), (26, 1)])
def test_no_expiry_outside_the_century_of_two_digits(year: int, month: int) -> None:
    with pytest.raises(ValueError, match="month 1 to 12"):
        Expiry(year, month)


@given(st.lists(st.builds(Expiry, st.integers(2000, 2099), st.integers(1, 12))))
def test_expiries_are_ordered_by_time(expiries: list[Expiry]) -> None:
    assert sorted(expiries) == sorted(expiries, key=lambda expiry: expiry.year * 12 + expiry.month)


def test_a_card_prints_without_its_number() -> None:
    card = Card(
        reference="F1",
        par="P1",
        pan=Pan("5123456789012345"),
        expiry=None,
        network=Network.MASTERCARD,
        product=Product.CREDIT,
        holder=None,
        issuer="demo-issuer",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )

    assert "5123456789" not in f"{card} {card!r}"
