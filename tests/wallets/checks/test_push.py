"""What an app may leave out, and how it may name a network."""

import pytest

from emulator.wallets.checks import CHECKS, examine
from tests.crypto.payloads.visa import cards
from tests.wallets.wrong import GOOGLE, case, opaque


@pytest.mark.parametrize(
    "said", [{}, {"network": 4}, {"network": "visa", "tokenServiceProvider": "4"}, {"lastDigits": "0492", "displayName": "Mine"}]
)
def test_what_fits_the_card_passes(said: dict[str, object]) -> None:
    examined = examine(case(GOOGLE, {**opaque(cards.made()), **said}), CHECKS[GOOGLE.wallet, GOOGLE.network][1])

    assert examined.presented is not None
