"""AES in CBC mode: the published sample, and everything that is not padded as PKCS#7 says."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto import aes_cbc

KEY, IV = bytes(range(16)), bytes(range(16, 32))


def test_the_first_block_of_nist_sp_800_38a_comes_out() -> None:
    key = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
    plaintext = bytes.fromhex("6bc1bee22e409f96e93d7e117393172a")

    ciphertext = aes_cbc.encrypt(plaintext, key, bytes(range(16)))

    assert ciphertext[:16].hex() == "7649abac8119b246cee98e9b12e9197d"


@given(
    plaintext=st.binary(max_size=100), key=st.sampled_from(aes_cbc.KEY_SIZES).flatmap(lambda size: st.binary(min_size=size, max_size=size))
)
def test_what_was_encrypted_decrypts(plaintext: bytes, key: bytes) -> None:
    ciphertext = aes_cbc.encrypt(plaintext, key, IV)

    assert aes_cbc.decrypt(ciphertext, key, IV) == plaintext


@pytest.mark.parametrize("last_block", [b"\x00" * 16, b"\x11" * 16, b"a" * 15 + b"\x00", b"a" * 14 + b"\x01\x02", b"a" * 16])
def test_a_last_block_that_is_not_padded_is_refused(last_block: bytes) -> None:
    cipher = Cipher(algorithms.AES(KEY), modes.CBC(IV)).encryptor()
    ciphertext = cipher.update(last_block) + cipher.finalize()

    with pytest.raises(aes_cbc.BadPadding):
        aes_cbc.decrypt(ciphertext, KEY, IV)


@given(ciphertext=st.binary(max_size=100))
def test_any_ciphertext_decrypts_or_is_refused(ciphertext: bytes) -> None:
    try:
        plaintext = aes_cbc.decrypt(ciphertext, KEY, IV)
    except aes_cbc.BadPadding:
        return

    assert aes_cbc.encrypt(plaintext, KEY, IV) == ciphertext
