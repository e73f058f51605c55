"""Account ranges say whose a card is, and a party is known by its handle."""

import pytest

from emulator.domain.pan import Network, Pan
from emulator.domain.parties import AccountRange, Issuer, Requestor

RANGE = AccountRange("5123450000000000000", "5123459999999999999", Network.MASTERCARD)


@pytest.mark.parametrize(
    ("digits", "is_inside"),
    [
        ("5123450000000000", True),
        ("5123459999999999", True),
        ("5123449999999999", False),
        ("5123460000000000", False),
        ("5123450000000", True),
        ("5123459999999999999", True),
        ("512345000", True),
    ],
)
def test_a_range_holds_numbers_of_any_length(digits: str, is_inside: bool) -> None:
    assert RANGE.holds(Pan(digits)) is is_inside


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("512345", "512346"),
        ("5123459999999999999", "5123450000000000000"),
        ("512345000000000000x", "5123459999999999999"),
        ("", ""),
    ],
)
def test_a_range_that_can_hold_nothing_right_is_refused(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="19 digits"):
        AccountRange(low, high, Network.MASTERCARD)


def test_a_party_is_known_by_kind_and_id() -> None:
    issuer = Issuer("bank", "A Bank", (RANGE,))
    requestor = Requestor("50123456789", "A Wallet", "WALLET", (Network.MASTERCARD,))

    assert (issuer.handle, requestor.handle) == ("issuer:bank", "requestor:50123456789")
