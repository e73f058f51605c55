"""Amounts as networks write them."""

import pytest

from emulator.core.networks import Purchase


@pytest.mark.parametrize(("amount", "written"), [(0, "0.00"), (5, "0.05"), (1999, "19.99"), (100_000, "1000.00")])
def test_an_amount_has_two_decimals(amount: int, written: str) -> None:
    assert Purchase(amount, "usd", "shop", "5999").decimal == written
