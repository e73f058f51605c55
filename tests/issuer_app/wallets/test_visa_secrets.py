"""The issuer and Visa share the same demo secrets."""

from emulator.core.issuer_secrets import ACTIVATION_KEYS, OPC_KEY_ID, OPC_SECRET
from emulator.issuer_app.wallets.visa_secrets import DEMO_ACTIVATION, DEMO_OPAQUE_CARD


def test_both_sides_know_the_same() -> None:
    assert (DEMO_OPAQUE_CARD.key_id, DEMO_OPAQUE_CARD.secret) == (OPC_KEY_ID, OPC_SECRET)
    assert ACTIVATION_KEYS[DEMO_ACTIVATION.key_set] == DEMO_ACTIVATION.key
