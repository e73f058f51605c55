"""Visa's opaque card: the issuer says itself whether it has verified the cardholder."""

import pytest

from emulator.wallets.checks import CHECKS, examine
from tests.crypto.payloads.visa import cards
from tests.wallets.wrong import GOOGLE, visa_card


@pytest.mark.parametrize("verified", [True, False])
def test_the_issuers_own_word_vouches_for_the_card(verified: bool) -> None:
    good = visa_card(provider=cards.WALLET.provider(is_verified=verified))

    examined = examine(good, CHECKS[GOOGLE.wallet, GOOGLE.network][1])

    assert examined.presented is not None
    assert (examined.presented.vouched, examined.presented.holder, examined.presented.expiry.mmyy) == (verified, "JANE DOE", "1229")
