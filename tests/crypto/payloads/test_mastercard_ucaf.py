"""A cryptogram is one payment's alone, and whoever has the key can tell."""

import base64
from dataclasses import replace
from hashlib import sha256
from hmac import new

import pytest
from Crypto.Cipher import AES
from Crypto.Hash import CMAC
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.payloads import mastercard_ucaf as ucaf
from emulator.crypto.payloads.mastercard_ucaf import LAST_ATC, Payment, UcafError

KEY = b"a key"
PAYMENT = Payment("5480981500100002", 7, bytes.fromhex("0a1b2c3d"))

payments = st.builds(
    Payment,
    number=st.from_regex(r"\A[0-9]{9,19}\Z"),
    atc=st.integers(1, LAST_ATC),
    unpredictable=st.binary(min_size=4, max_size=4),
)


@given(payments)
def test_what_is_made_is_read_and_found_right(payment: Payment) -> None:
    text = ucaf.make(payment, key=KEY)

    assert ucaf.verify(text, number=payment.number, key=KEY) == payment
    assert (len(text), len(base64.b64decode(text))) == (28, 20)


def test_the_cryptogram_is_the_mac_that_another_library_computes() -> None:
    own = new(KEY, PAYMENT.number.encode(), sha256).digest()[:16]
    mac = CMAC.new(own, ciphermod=AES).update(PAYMENT.number.encode() + bytes.fromhex("00070a1b2c3d")).digest()

    assert ucaf.read(ucaf.make(PAYMENT, key=KEY), number=PAYMENT.number) == (PAYMENT, mac[:8])


@pytest.mark.parametrize(
    "other",
    [replace(PAYMENT, number="5480981500100010"), replace(PAYMENT, atc=8), replace(PAYMENT, unpredictable=bytes(4))],
    ids=["token", "counter", "number"],
)
def test_another_payment_has_another_cryptogram(other: Payment) -> None:
    inside = [ucaf.read(ucaf.make(payment, key=KEY), number="0")[1] for payment in (PAYMENT, other)]

    assert inside[0] != inside[1]


def test_the_cryptogram_of_another_token_or_under_another_key_is_refused() -> None:
    text = ucaf.make(PAYMENT, key=KEY)

    for number, key in (("5480981500100010", KEY), (PAYMENT.number, b"another")):
        with pytest.raises(UcafError, match="not this payment's"):
            ucaf.verify(text, number=number, key=key)


@pytest.mark.parametrize(
    ("text", "why"), [("*", "base64"), ("AAAA", "20 bytes"), (base64.b64encode(b"\x01" + bytes(19)).decode(), "20 bytes")]
)
def test_what_is_no_ucaf_is_refused(text: str, why: str) -> None:
    with pytest.raises(UcafError, match=why):
        ucaf.read(text, number=PAYMENT.number)


@pytest.mark.parametrize("wrong", [{"atc": 0}, {"atc": LAST_ATC + 1}, {"unpredictable": bytes(3)}])
def test_a_payment_that_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="two bytes"):
        ucaf.make(replace(PAYMENT, **wrong), key=KEY)  # type: ignore[arg-type]  # each is of its field's type
