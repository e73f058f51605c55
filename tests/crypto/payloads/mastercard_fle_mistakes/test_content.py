"""Mistakes in encrypting the content."""

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from emulator.crypto import aes_cbc
from tests.crypto.payloads.mastercard_fle_mistakes.sealing import IV, KEY, explained, node, raw_cbc
from tests.crypto.payloads.nodes import PLAINTEXT

FILL = -len(PLAINTEXT) % 16
PADDED = PLAINTEXT + bytes([FILL]) * FILL


def ecb(padded: bytes) -> bytes:
    cipher = Cipher(AES(KEY), modes.ECB()).encryptor()  # noqa: S305  (the mistake that is made)
    return cipher.update(padded) + cipher.finalize()


def cbc(plaintext: bytes) -> bytes:
    return aes_cbc.encrypt(plaintext, KEY, IV)


@pytest.mark.parametrize(
    ("made", "cause"),
    [
        ({"wrapped": KEY.hex().encode()}, "content_key_wrapped_as_text"),
        ({"wrapped": base64.b64encode(KEY)}, "content_key_wrapped_as_text"),
        ({"wrapped": KEY[:8]}, "content_key_size"),
        ({"ciphertext": AESGCM(KEY).encrypt(IV, PLAINTEXT, None)}, "gcm_mode"),
        ({"ciphertext": AESGCM(KEY).encrypt(IV[:12], PLAINTEXT, None), "iv": IV[:12].hex()}, "gcm_mode"),
        ({"ciphertext": ecb(PADDED)}, "ecb_mode"),
        ({"ciphertext": IV + cbc(PLAINTEXT), "iv": None}, "iv_in_encryptedData"),
        ({"ciphertext": IV + cbc(PLAINTEXT)}, "iv_in_encryptedData"),
        ({"iv": None}, "iv_missing_but_not_zero"),
        ({"iv": "ab" * 16}, "iv_not_the_one_used"),
        # By chance the first letter is right, and nothing else of the first block.
        ({"iv": (IV[:1] + bytes(byte ^ 0x80 for byte in IV[1:])).hex()}, "iv_not_the_one_used"),
        ({"ciphertext": raw_cbc(PLAINTEXT + bytes(FILL))}, "other_padding"),
        ({"ciphertext": cbc(b"not json at all, but text")}, "plaintext_not_json"),
        ({"ciphertext": cbc(b'"{}"')}, "plaintext_not_json"),
        ({"ciphertext": cbc('{"name":"José"}'.encode("latin-1"))}, "plaintext_not_utf8"),
        ({"ciphertext": bytes(64)}, "content_unreadable"),
    ],
)
def test_content_that_was_encrypted_wrong_is_named(made: dict[str, Any], cause: str) -> None:
    assert explained(node(**made)).cause == cause
