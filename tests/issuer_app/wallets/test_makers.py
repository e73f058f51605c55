"""Whole payloads need what the phone handed over."""

import base64
import json

import pytest

from emulator.crypto.payloads.apple import delivery, ecc_v2
from emulator.crypto.payloads.visa import mbpac
from emulator.issuer_app.errors import BadWalletSession, UntrustedChain
from emulator.issuer_app.wallets.handed import PushHanded
from emulator.issuer_app.wallets.makers import visa_push
from emulator.issuer_app.wallets.visa_secrets import DEMO_ACTIVATION, DEMO_OPAQUE_CARD
from emulator.wallets import authority
from tests.issuer_app.wallets.session import ID, MAKER, MASTERCARD, NONCE, NOW, VISA, handed

TAV = base64.b64encode(b'{"version":"3"}').decode()
KEYS = {DEMO_ACTIVATION.key_set: DEMO_ACTIVATION.key}


def test_a_mastercard_carries_the_tav_as_its_json() -> None:
    made = delivery.read(MAKER.mastercard(MASTERCARD, handed(), tav=TAV))

    assert json.loads(made.activation_data) == {"version": "3"}
    assert b"5204247750001471" in ecc_v2.open_sealed(made.sealed, authority.leaf(ID, NOW).private_key)


def test_a_visa_card_carries_the_sessions_nonce_and_may_hide_its_number() -> None:
    clear, hidden = (delivery.read(make(VISA, handed(), key=DEMO_ACTIVATION)) for make in (MAKER.visa, MAKER.visa_encrypted))

    assert all(mbpac.carries(mbpac.open_sealed(one.activation_data.decode(), KEYS), NONCE) for one in (clear, hidden))
    opened = [ecc_v2.open_sealed(one.sealed, authority.leaf(ID, NOW).private_key) for one in (clear, hidden)]
    assert [b"4761120010000492" in plaintext for plaintext in opened] == [True, False]


def test_nothing_is_made_for_a_chain_that_cannot_be_trusted() -> None:
    with pytest.raises(UntrustedChain):
        MAKER.mastercard(MASTERCARD, handed("expired_leaf"), tav=TAV)


def test_what_the_phone_did_not_hand_over_is_missed() -> None:
    with pytest.raises(BadWalletSession, match="certificates"):
        MAKER.mastercard(MASTERCARD, PushHanded("1", "a", "d"), tav=TAV)
    with pytest.raises(BadWalletSession, match="ids of wallet"):
        visa_push(VISA, None, secret=DEMO_OPAQUE_CARD, now=NOW)
