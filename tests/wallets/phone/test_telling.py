"""What a wallet tells with a card."""

import pytest

from emulator.core.provisioning import circumstances
from emulator.domain.cards import Expiry
from emulator.domain.pan import Pan
from emulator.wallets.apps import APPS, Wallet
from emulator.wallets.checks.case import Presented
from emulator.wallets.devices import phone_of
from emulator.wallets.phone import telling


@pytest.mark.parametrize(("vouched", "source", "decision"), [(True, "app", "approve"), (False, "manual", "require_auth")])
def test_a_wallet_would_approve_whom_the_issuer_vouches_for(vouched: bool, source: str, decision: str) -> None:
    card = Presented(Pan("4761120010000492"), Expiry(2029, 12), None, vouched)

    told = telling.circumstances(APPS[Wallet.SAMSUNG], phone_of("default", "tablet"), card)

    assert (told.wallet, told.device.name, told.device.kind) == (circumstances.Wallet.SAMSUNG_PAY, "tablet", "phone")
    assert (told.advice["card_number_source"], told.advice["suggested_decision"]) == (source, decision)
    assert "cardholder_name" not in told.advice
