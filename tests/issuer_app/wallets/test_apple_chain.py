"""The issuer refuses every bad chain that the phone has, and accepts the odd ones that are good."""

import pytest

from emulator.crypto.keys import p256
from emulator.crypto.keys.apple_bad_chains import ODD
from emulator.issuer_app.errors import UntrustedChain
from emulator.issuer_app.wallets.apple_chain import trusted_key
from emulator.wallets import authority
from tests.issuer_app.wallets.session import ID, NOW, ROOT, chain


@pytest.mark.parametrize("oddity", [None, *ODD])
def test_only_a_chain_that_holds_gives_a_key(oddity: str | None) -> None:
    refused = authority.chain(ID, NOW, oddity=oddity).cause

    if refused:
        with pytest.raises(UntrustedChain):
            trusted_key(chain(oddity), ROOT, NOW)
    else:
        key = trusted_key(chain(oddity), ROOT, NOW)
        assert p256.point(key) == p256.point(authority.leaf(ID, NOW).private_key.public_key())


@pytest.mark.parametrize("text", ["", "%%", "MIIB"])
def test_what_is_no_certificate_is_refused(text: str) -> None:
    with pytest.raises(UntrustedChain, match="not base64 of DER"):
        trusted_key([text], ROOT, NOW)
