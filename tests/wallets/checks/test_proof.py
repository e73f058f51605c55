"""A TAV is checked with the keys of the card's own issuer."""

from dataclasses import replace

from emulator.crypto.payloads import mastercard_tav
from emulator.wallets.checks import proof
from tests.crypto.payloads import test_mastercard_tav as tavs
from tests.wallets.wrong import ISSUER, KEYS, tav_of

TAV = mastercard_tav.make(tavs.CARD, tavs.KEY, tavs.CLAIMS)


def test_the_issuers_own_key_proves_the_card() -> None:
    assert proof.explain(tav_of(TAV), TAV) is None


def test_another_issuers_key_proves_nothing() -> None:
    others = replace(KEYS, issuers=(replace(ISSUER, tav_keys=("demo:mdes/issuer",)),))

    found = proof.explain(replace(tav_of(TAV), keys=others), TAV)

    assert found is not None
    assert (found.check, found.cause) == ("tav", "tav_unknown_signing_key")
