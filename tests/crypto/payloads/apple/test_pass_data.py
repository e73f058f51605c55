"""Pass data in both forms."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.payloads.apple import pass_data
from emulator.crypto.payloads.apple.pass_data import PassDataError
from tests.crypto.payloads.apple.passes import EXPECTED, INPUTS, PAN, REQUEST
from tests.witness import vectors

MBPAD = vectors("visa_mbpac")["expected"]["cases"]["mbpad_pan16"]["string"]


@pytest.mark.parametrize(("name", "number"), [("fpan_visa", PAN), ("fpan_mastercard", "5204247750001471")])
def test_the_known_text_with_the_number_in_clear_is_written(name: str, number: str) -> None:
    written = pass_data.write_clear(number, "12/29", REQUEST)

    assert written.decode() == INPUTS["cases"][name]["plaintext_utf8"]


def test_the_known_text_with_an_encrypted_number_is_written() -> None:
    written = pass_data.write_encrypted(MBPAD, "476112", REQUEST)

    assert written.decode() == INPUTS["cases"]["efpan_visa"]["plaintext_utf8"]


@pytest.mark.parametrize("name", ["fpan_visa", "fpan_mastercard", "fpan_escaped_slash", "efpan_visa"])
def test_every_known_text_is_read(name: str) -> None:
    read = pass_data.read(INPUTS["cases"][name]["plaintext_utf8"].encode())

    assert read.members == EXPECTED["cases"][name]["pass_data_after_json_parse"]


def test_either_form_says_which_number_it_holds() -> None:
    clear = pass_data.read(pass_data.write_clear(PAN, "12/29", REQUEST))
    encrypted = pass_data.read(pass_data.write_encrypted(MBPAD, "476112", REQUEST))

    assert (clear.number, clear.encrypted_number, clear.form) == (PAN, None, pass_data.FPAN_FORM)
    assert (encrypted.number, encrypted.encrypted_number, encrypted.form) == (None, MBPAD, pass_data.ENCRYPTED_FORM)


@pytest.mark.parametrize("value", ["?", "e30", "w6k="])
def test_an_encrypted_number_that_is_no_base64_of_text_is_none(value: str) -> None:
    assert pass_data.read(json.dumps({"encryptedPrimaryAccountNumber": value}).encode()).encrypted_number is None


def test_pass_data_does_not_show_the_card_number() -> None:
    assert PAN not in repr(pass_data.read(pass_data.write_clear(PAN, "12/29", REQUEST)))


@pytest.mark.parametrize(
    ("plaintext", "cause"),
    [
        (b"", "pass_data_not_json"),
        (b"\xff", "pass_data_not_json"),
        (b"[]", "pass_data_not_json"),
        (b"[" * 100_000, "pass_data_not_json"),
        (b"{}", "card_number_missing"),
        (b'{"primaryAccountNumber":4761120010000492}', "card_number_missing"),
        (b'{"primaryAccountNumber":""}', "card_number_missing"),
    ],
)
def test_a_plaintext_that_is_no_pass_data_says_why(plaintext: bytes, cause: str) -> None:
    with pytest.raises(PassDataError) as refused:
        pass_data.read(plaintext)

    assert refused.value.cause == cause


JSON: Any = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(value=JSON, raw=st.binary(max_size=20))
def test_any_other_plaintext_is_refused(value: Any, raw: bytes) -> None:
    for plaintext in (json.dumps(value).encode(), raw):
        with pytest.raises(PassDataError):
            pass_data.read(plaintext)
