"""Two-key triple DES, as another library has it."""

import pytest
from Crypto.Cipher import DES3
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.payloads.visa import tdea

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")
BLOCKS = st.binary(min_size=8, max_size=8).flatmap(lambda block: st.integers(1, 4).map(lambda count: block * count))


@given(blocks=BLOCKS, iv=st.binary(min_size=8, max_size=8))
def test_another_library_gives_the_same_in_both_directions(blocks: bytes, iv: bytes) -> None:
    encrypted = tdea.encrypt_cbc(blocks, KEY, iv=iv)

    assert encrypted == DES3.new(KEY, DES3.MODE_CBC, iv).encrypt(blocks)
    assert tdea.decrypt_cbc(encrypted, KEY, iv=iv) == blocks
    assert tdea.decrypt_ecb(DES3.new(KEY, DES3.MODE_ECB).encrypt(blocks), KEY) == blocks


@pytest.mark.parametrize("size", [0, 8, 15, 17, 24])
def test_a_key_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(tdea.UnfitKey):
        tdea.encrypt_cbc(bytes(8), bytes(size))
