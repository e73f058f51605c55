"""What a wallet handed over, as the endpoint reads it."""

import pytest

from emulator.issuer_app.server.handing import handed_over
from emulator.issuer_app.server.schemas import ApplePayWish, GooglePayWish, SamsungPayWish
from emulator.issuer_app.wallets.handed import AppleHanded, PushHanded


def test_an_apple_session_is_read_as_bytes() -> None:
    wish = ApplePayWish(wallet="apple_pay", certificates=["AA=="], nonce="kauVuA==", nonceSignature="40ff")

    assert handed_over(wish) == AppleHanded(("AA==",), bytes.fromhex("91ab95b8"), b"\x40\xff")


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (GooglePayWish(wallet="google_pay", walletId="a", stableHardwareId="d", clientAppID="p"), PushHanded("40010075001", "a", "d", "p")),
        (SamsungPayWish(wallet="samsung_pay", walletUserId="a", deviceId="d"), PushHanded("40010043095", "a", "d")),
        (GooglePayWish(wallet="google_pay"), None),
    ],
)
def test_the_ids_of_a_phone_are_read_with_the_wallets_own(wish: GooglePayWish | SamsungPayWish, expected: PushHanded | None) -> None:
    assert handed_over(wish) == expected
