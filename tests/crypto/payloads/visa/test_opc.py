"""Visa's opaque payment card: the known one both ways, and cards that are none."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.payloads.visa import opc
from emulator.crypto.payloads.visa.fields import FieldError
from emulator.crypto.payloads.visa.opc import OpcError
from tests.crypto.known import scripted
from tests.crypto.payloads.visa.cards import EXPECTED, INPUTS, KEYS, PAN, WALLET, card, made

GOOGLE = INPUTS["cases"]["google_opc"]


def test_the_known_bytes_make_the_known_card() -> None:
    header = json.loads(GOOGLE["protected_header_json"])
    draws = scripted(GOOGLE["cek_hex"], GOOGLE["content_iv_hex"], GOOGLE["key_wrap_iv_hex"])

    text = opc.make(json.loads(GOOGLE["plaintext_utf8"]), GOOGLE["shared_secret"], header=header, chance=draws)

    assert text == EXPECTED["cases"]["google_opc"]["compact_jwe"]


def test_the_known_card_opens() -> None:
    opened = opc.open_sealed(EXPECTED["cases"]["google_opc"]["compact_jwe"], KEYS)

    assert (opened.number, opened.month, opened.year, opened.is_verified) == (PAN, "12", "2029", True)
    assert opened.provider == WALLET.provider(is_verified=True)
    assert opened.provider == json.loads(GOOGLE["plaintext_utf8"])["provider"]


def test_a_wallet_without_app_id_says_none() -> None:
    wallet = opc.Wallet("40010043095", "account", "device")

    provider = wallet.provider(intent="PUSH_PROV_ONFILE", is_verified=False)

    assert provider == {
        "intent": "PUSH_PROV_ONFILE",
        "clientWalletProvider": "40010043095",
        "clientWalletAccountID": "account",
        "clientDeviceID": "device",
        "isIDnV": False,
    }


def test_a_card_does_not_show_its_number() -> None:
    assert PAN not in repr(opc.open_sealed(made(), KEYS))


@pytest.mark.parametrize("provider", [None, [], "x", {}, {"isIDnV": "true"}, {"isIDnV": 1}])
def test_only_a_true_isidnv_says_that_the_cardholder_is_verified(provider: Any) -> None:
    opened = opc.open_sealed(made(card(provider=provider)), KEYS)

    assert opened.is_verified is False


@pytest.mark.parametrize(
    ("plaintext", "cause"),
    [
        (b"", "card_not_json"),
        (b"[]", "card_not_json"),
        (b"\xff", "card_not_json"),
        (b"[" * 100_000, "card_not_json"),
        (b"{}", "card_member_missing"),
        (json.dumps(card(accountNumber=int(PAN))).encode(), "card_member_missing"),
        (json.dumps(card(accountNumber=PAN[:11])).encode(), "card_member_missing"),
        (json.dumps(card(accountNumber="٤" * 16)).encode(), "card_member_missing"),
        (json.dumps(card(expirationDate=None)).encode(), "month_or_year_format"),
        (json.dumps(card(expirationDate="12/29")).encode(), "month_or_year_format"),
        (json.dumps(card(expirationDate={"month": "13", "year": "2029"})).encode(), "month_or_year_format"),
        (json.dumps(card(expirationDate={"month": "00", "year": "2029"})).encode(), "month_or_year_format"),
        (json.dumps(card(expirationDate={"month": "12", "year": "29"})).encode(), "month_or_year_format"),
        (json.dumps(card(expirationDate={"month": 12, "year": 2029})).encode(), "month_or_year_format"),
    ],
)
def test_a_plaintext_that_is_no_card_says_why(plaintext: bytes, cause: str) -> None:
    with pytest.raises(OpcError) as refused:
        opc.read_card(plaintext)

    assert refused.value.cause == cause
    assert PAN not in str(refused.value)


def test_a_field_that_does_not_open_is_no_card() -> None:
    with pytest.raises(FieldError):
        opc.open_sealed("", KEYS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["accountNumber", "expirationDate", "month", "year", "provider"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(value=JSON, raw=st.binary(max_size=20))
def test_any_plaintext_is_refused(value: Any, raw: bytes) -> None:
    for plaintext in (json.dumps(value).encode(), raw):
        with pytest.raises(OpcError):
            opc.read_card(plaintext)
