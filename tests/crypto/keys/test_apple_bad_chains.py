"""Odd chains, judged by the check that knows what is wrong with each."""

from datetime import timedelta

import pytest

from emulator.crypto import chance
from emulator.crypto.keys import apple_chain
from emulator.crypto.keys.apple_bad_chains import LONG_AGO, ODD, Workshop
from emulator.crypto.keys.apple_pki import LEAF_LIFETIME
from tests.crypto.keys.authority import AUTHORITY, NOON


def workshop() -> Workshop:
    return Workshop(AUTHORITY, chance.seeded(b"odd"), NOON)


@pytest.mark.parametrize("name", ODD)
def test_a_careful_issuer_judges_each_odd_chain_as_it_must(name: str) -> None:
    odd = ODD[name](workshop())

    finding = apple_chain.explain(apple_chain.write(odd.certificates), root=AUTHORITY.root.certificate, now=NOON + timedelta(minutes=1))

    assert (finding and finding.cause) == odd.cause


@pytest.mark.parametrize("name", ODD)
def test_the_same_chance_gives_the_same_chain(name: str) -> None:
    assert ODD[name](workshop()) == ODD[name](workshop())


def test_an_expired_leaf_has_expired() -> None:
    assert LONG_AGO > LEAF_LIFETIME
