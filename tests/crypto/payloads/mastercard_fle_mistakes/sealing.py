"""A client that seals nodes in whatever wrong way a test asks for."""

from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.padding import AsymmetricPadding
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from emulator.crypto import aes_cbc
from emulator.crypto.diagnosis import Finding
from emulator.crypto.payloads.mastercard_fle_mistakes import explain
from tests.crypto.known import demo
from tests.crypto.payloads.nodes import OTHERS, PLAINTEXT, REQUESTS

KEY: Final = bytes(range(16))
IV: Final = bytes(range(16, 32))


def oaep(digest: hashes.HashAlgorithm, mask: hashes.HashAlgorithm | None = None) -> AsymmetricPadding:
    """Return OAEP with these hashes."""
    return padding.OAEP(padding.MGF1(mask or digest), digest, None)


def node(
    *,
    wrapped: bytes = KEY,
    wrapping: AsymmetricPadding | None = None,
    pair: str = "request",
    ciphertext: bytes | None = None,
    **members: Any,
) -> dict[str, Any]:
    """Return a right node, but for what is given; a member that is None is left out."""
    key = demo(pair).public_key.encrypt(wrapped, wrapping or oaep(hashes.SHA256()))
    usual = {
        "encryptedData": (aes_cbc.encrypt(PLAINTEXT, KEY, IV) if ciphertext is None else ciphertext).hex(),
        "encryptedKey": key.hex(),
        "iv": IV.hex(),
        "oaepHashingAlgorithm": "SHA256",
        "publicKeyFingerprint": demo("request").fingerprints.cert_sha256,
    }
    return {name: value for name, value in {**usual, **members}.items() if value is not None}


def raw_cbc(padded: bytes) -> bytes:
    """Encrypt whole blocks without padding them."""
    cipher = Cipher(AES(KEY), modes.CBC(IV)).encryptor()
    return cipher.update(padded) + cipher.finalize()


def explained(sealed: dict[str, Any]) -> Finding:
    """Return what is said about a node, and make sure that it gives away neither the card nor the key."""
    finding = explain(sealed, REQUESTS, others=OTHERS)
    assert finding.check == "encryption"
    assert not any(secret in str(finding) for secret in ("5204247750001471", "José", KEY.hex()))
    return finding
