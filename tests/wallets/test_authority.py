"""The certificates of the phone's Apple wallet."""

from datetime import UTC, datetime

import pytest
from cryptography import x509

from emulator.config import shipped
from emulator.crypto.keys import apple_chain
from emulator.crypto.keys.apple_bad_chains import ODD
from emulator.wallets import authority

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_the_committed_root_is_the_one_that_is_made() -> None:
    committed = x509.load_pem_x509_certificate((shipped("keys") / "apple" / "root.crt").read_bytes())

    assert committed == authority.authority().root.certificate


@pytest.mark.parametrize("oddity", [None, *ODD])
def test_every_chain_is_what_its_name_says(oddity: str | None) -> None:
    odd = authority.chain("add_1", NOW, oddity=oddity)

    found = apple_chain.explain(apple_chain.write(odd.certificates), root=authority.authority().root.certificate, now=NOW)

    assert (found.cause if found else None) == odd.cause


def test_a_sessions_leaf_is_made_again_and_is_its_own() -> None:
    sent = authority.chain("add_1", NOW).certificates[0]

    assert authority.leaf("add_1", NOW).der == sent
    assert authority.leaf("add_2", NOW).der != sent


def test_a_signature_has_the_form_of_the_published_sample() -> None:
    signature = authority.signature(b"\x91\xab\x95\xb8")

    assert (len(signature), signature[0]) == (81, 0x40)
    assert signature != authority.signature(b"\x91\xab\x95\xb9")
