"""A session that was opened with a bad chain takes no payload at all."""

from dataclasses import replace

import pytest

from emulator.crypto.keys.apple_bad_chains import ODD
from emulator.wallets import authority
from emulator.wallets.checks.session import explain_chain
from tests.wallets.wrong import APPLE, NOW, case


@pytest.mark.parametrize("oddity", ODD)
def test_an_answer_to_a_chain_that_should_be_refused_is_named(oddity: str) -> None:
    bad = authority.chain(APPLE.id, NOW, oddity=oddity).cause

    found = explain_chain(case(replace(APPLE, chain=oddity), {}))

    assert (found.cause if found else None) == ("bad_chain_accepted" if bad else None)
    assert bad is None or (found is not None and found.expected == f"a refusal: {bad}")
