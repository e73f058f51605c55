"""Bytes come from apps in hex or in base64."""

import pytest

from emulator.issuer_app.errors import BadWalletSession
from emulator.issuer_app.wallets.handed import octets


@pytest.mark.parametrize("text", ["91ab95b8", "91AB95B8", "kauVuA=="])
def test_both_spellings_give_the_same_bytes(text: str) -> None:
    assert octets(text, "nonce") == bytes.fromhex("91ab95b8")


def test_anything_else_is_named() -> None:
    with pytest.raises(BadWalletSession, match="nonce is neither"):
        octets("91ab95b", "nonce")
