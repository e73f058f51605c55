"""What Visa encrypts to the issuer, made by another library."""

import pytest

from emulator.issuer_app.visa.keys import load_keys
from emulator.issuer_app.visa.opening import opened
from emulator.issuer_app.visa.refusals import MessageRefused

from ..stand_in import KEYS
from .conftest import PAN
from .stand_in import plain, sealed

OURS = load_keys(KEYS)


@pytest.mark.parametrize("alg", ["PS256", "RS256"])
def test_what_visa_signed_and_encrypted_is_read(alg: str) -> None:
    found = opened(sealed(plain(PAN), alg=alg), OURS)

    assert (found.cardholderInfo.primaryAccountNumber, found.tokenInfo.tokenStatus) == (PAN, "ACTIVE")
    assert PAN not in repr(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (sealed(plain(PAN), signing="vts/client.key"), "ISE40010"),
        (sealed(plain(PAN), to="vts/client.crt"), "ISE40010"),
        (sealed(plain(PAN))[:-4] + "AAAA", "ISE40010"),
        ("a.b.c", "ISE40010"),
        (sealed({"tokenInfo": {"tokenStatus": "ACTIVE"}}), "ISE40000"),
        (sealed(plain(PAN, tokenStatus="NEW")), "ISE40011"),
        (sealed(b"no JSON"), "ISE40006"),
    ],
    ids=["signature", "key", "tampered", "nonsense", "missing", "value", "no JSON"],
)
def test_what_cannot_be_read_has_visas_code_and_shows_nothing(text: str, code: str) -> None:
    with pytest.raises(MessageRefused) as refused:
        opened(text, OURS)

    assert refused.value.code == code
    assert PAN not in str(refused.value)
