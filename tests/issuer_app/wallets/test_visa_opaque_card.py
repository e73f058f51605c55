"""Visa's opaque card as the issuer makes it: joserfc seals it, and jwcrypto opens it."""

import json
from hashlib import sha256

from jwcrypto import jwe, jwk
from jwcrypto.common import base64url_encode

from emulator.issuer_app.wallets.handed import PushHanded
from emulator.issuer_app.wallets.visa_opaque_card import visa_opaque_card
from emulator.issuer_app.wallets.visa_secrets import DEMO_OPAQUE_CARD
from tests.issuer_app.wallets.session import NOW, VISA


def opened(text: str) -> dict[str, object]:
    """Open a card with a library that shares nothing with the issuer app."""
    key = jwk.JWK(kty="oct", k=base64url_encode(sha256(DEMO_OPAQUE_CARD.secret.encode()).digest()))
    token = jwe.JWE(algs=["A256GCMKW", "A256GCM"])
    token.deserialize(text, key)
    members: dict[str, object] = json.loads(token.payload)
    return members


def test_another_library_opens_the_card_and_finds_the_wallet() -> None:
    members = opened(visa_opaque_card(VISA, PushHanded("40010075001", "account", "device", "app"), DEMO_OPAQUE_CARD, now=NOW))

    assert members["accountNumber"] == "4761120010000492"
    assert members["expirationDate"] == {"month": "12", "year": "2029"}
    assert members["provider"] == {
        "intent": "PUSH_PROV_MOBILE",
        "clientWalletProvider": "40010075001",
        "clientWalletAccountID": "account",
        "clientDeviceID": "device",
        "clientAppID": "app",
        "isIDnV": True,
    }


def test_a_wallet_without_an_app_names_none() -> None:
    members = opened(visa_opaque_card(VISA, PushHanded("40010043095", "account", "device"), DEMO_OPAQUE_CARD, now=NOW))

    assert "clientAppID" not in str(members)
