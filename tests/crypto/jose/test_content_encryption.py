"""The content encryptions of JOSE."""

import pytest

from emulator.crypto.jose import base64url
from emulator.crypto.jose.content_encryption import CONTENT_ENCRYPTION, Around, NotAuthentic, Sealed
from tests.witness import vectors

AAD = b"header"


def test_the_example_of_rfc_7516_appendix_a_3_comes_out() -> None:
    example = vectors("rfc7516")["a3"]
    around = Around(bytes.fromhex(example["cek_hex"]), bytes.fromhex(example["iv_hex"]), example["aad_utf8"].encode())

    sealed = CONTENT_ENCRYPTION["A128CBC-HS256"].encrypt(example["plaintext_utf8"].encode(), around)

    assert (base64url.encode(sealed.ciphertext), base64url.encode(sealed.tag)) == (example["ciphertext"], example["tag"])


@pytest.mark.parametrize("name", CONTENT_ENCRYPTION)
def test_a_change_of_anything_is_noticed(name: str) -> None:
    algorithm = CONTENT_ENCRYPTION[name]
    cek, iv = bytes(range(algorithm.key_bytes)), bytes(algorithm.iv_bytes)
    around = Around(cek, iv, AAD)
    sealed = algorithm.encrypt(b"plaintext", around)
    changed = bytes([sealed.ciphertext[0] ^ 1]) + sealed.ciphertext[1:]

    assert algorithm.decrypt(sealed, around) == b"plaintext"
    for spoilt in (
        (Sealed(changed, sealed.tag), around),
        (Sealed(sealed.ciphertext, bytes(16)), around),
        (sealed, Around(cek, iv, b"other")),
        (sealed, Around(cek, b"\x01" * algorithm.iv_bytes, AAD)),
        (sealed, Around(cek[::-1], iv, AAD)),
    ):
        with pytest.raises(NotAuthentic):
            algorithm.decrypt(*spoilt)
