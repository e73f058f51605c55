"""The app learns a code and words, and never the reason."""

import pytest

from emulator.wallets.apps import Wallet
from emulator.wallets.phone.seen import ADDED, Path, refused


@pytest.mark.parametrize(
    ("step", "code"),
    [("encryption", 15024), ("payload", 15024), ("tav", 15022), ("opaque_payment_card", 15022), ("card", 15021), ("vault", 15021)],
)
def test_googles_codes_follow_the_step(step: str, code: int) -> None:
    assert refused(Wallet.GOOGLE, step).code == code


def test_apple_and_samsung_say_one_thing_whatever_it_was() -> None:
    said = {(wallet, refused(wallet, step).message) for wallet in (Wallet.APPLE, Wallet.SAMSUNG) for step in ("tav", "card", "session")}

    assert said == {(Wallet.APPLE, "Could Not Add Card"), (Wallet.SAMSUNG, "fail")}


def test_every_wallet_has_words_for_green_and_yellow() -> None:
    assert set(ADDED) == {(wallet, path) for wallet in Wallet for path in (Path.GREEN, Path.YELLOW)}
