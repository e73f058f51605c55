"""What becomes of a card that a wallet brings, when nobody has vouched for it."""

import pytest

from emulator.core.networks import Addition, Device
from emulator.domain.cards import Expiry
from emulator.domain.decisions import Decision
from emulator.domain.pan import Network, Pan
from emulator.domain.parties import Requestor

APPROVED, VERIFY, DECLINED = Decision.APPROVED, Decision.REQUIRE_AUTHENTICATION, Decision.DECLINED


@pytest.mark.parametrize(
    ("vouched", "decision", "path"),
    [
        (True, APPROVED, APPROVED),
        (True, VERIFY, VERIFY),
        (True, DECLINED, DECLINED),
        (False, APPROVED, VERIFY),
        (False, VERIFY, VERIFY),
        (False, DECLINED, DECLINED),
    ],
)
def test_only_a_card_that_its_issuer_vouches_for_is_approved_at_once(vouched: bool, decision: Decision, path: Decision) -> None:
    requestor = Requestor("50100000103", "Apple Pay", "WALLET", (Network.MASTERCARD,))
    addition = Addition(Pan("5204247750001471"), Expiry(2029, 12), None, requestor, Device("1", "phone", "app", "IOS"), vouched)

    assert addition.path(decision) is path
