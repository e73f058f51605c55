"""Texts that are no card never become one."""

import pytest

from emulator.wallets.checks.card import CardError, presented


@pytest.mark.parametrize(
    ("number", "mmyy"), [("476112", "1229"), ("4761120010000492", "1329"), ("x" * 16, "1229"), ("4761120010000492", "")]
)
def test_parts_that_are_no_card_are_named_without_the_number(number: str, mmyy: str) -> None:
    with pytest.raises(CardError) as refused:
        presented(number, mmyy, holder=None, vouched=True)

    assert refused.value.cause == "card_unreadable"
    assert number not in str(refused.value)
