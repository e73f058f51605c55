"""Base64url as compact tokens write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.jose import base64url


@given(octets=st.binary(max_size=60))
def test_what_was_encoded_decodes(octets: bytes) -> None:
    assert base64url.decode(base64url.encode(octets)) == octets


def test_the_sample_of_rfc_7515_appendix_c_comes_out() -> None:
    assert base64url.encode(bytes([3, 236, 255, 224, 193])) == "A-z_4ME"


@pytest.mark.parametrize("text", ["A", "AA==", "A+/A", "AA\n", "AA AA", "é", "AAAAA"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        base64url.decode(text)
