"""AES in CBC mode with PKCS#7 padding (NIST SP 800-38A, RFC 5652 section 6.3)."""

from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK: Final = 16
KEY_SIZES: Final = (16, 24, 32)


class BadPadding(ValueError):
    """The last block does not end in PKCS#7 padding: another key, another cipher, or damaged ciphertext."""


def encrypt(plaintext: bytes, key: bytes, iv: bytes) -> bytes:
    """Pad and encrypt; `key` has 16, 24 or 32 bytes, `iv` 16."""
    missing = BLOCK - len(plaintext) % BLOCK
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return cipher.update(plaintext + bytes([missing]) * missing) + cipher.finalize()


def decrypt(ciphertext: bytes, key: bytes, iv: bytes) -> bytes:
    """Decrypt whole blocks and take the padding off. Raises `BadPadding`."""
    padded = decrypt_blocks(ciphertext, key, iv)
    count = padded[-1] if padded else 0
    if not 1 <= count <= BLOCK or padded[-count:] != bytes([count]) * count:
        raise BadPadding("the plaintext does not end in PKCS#7 padding")
    return padded[:-count]


def decrypt_blocks(ciphertext: bytes, key: bytes, iv: bytes) -> bytes:
    """Decrypt whole blocks and leave the padding on. Raises `BadPadding` when the last block is not whole."""
    if len(ciphertext) % BLOCK:
        raise BadPadding(f"{len(ciphertext)} bytes are not a whole number of {BLOCK}-byte blocks")
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return cipher.update(ciphertext) + cipher.finalize()
