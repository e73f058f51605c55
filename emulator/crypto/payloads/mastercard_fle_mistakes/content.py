"""Mistakes in encrypting the content, told once the content key is known."""

from collections.abc import Callable
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from emulator.crypto import aes_cbc
from emulator.crypto.diagnosis import Evidence, Mistake
from emulator.crypto.payloads.mastercard_fle_mistakes import form
from emulator.crypto.payloads.mastercard_fle_mistakes.attempts import FleCase, from_base64, from_hex, is_json, is_text

Recognise = Callable[[FleCase], Evidence | None]


def _key_as_text(case: FleCase) -> Evidence | None:
    written = case.content_key.decode("ascii", "replace")
    plaintexts = (case.plaintext(octets) for octets in (from_hex(written), from_base64(written)))
    found = any(plaintext is not None and is_json(plaintext) for plaintext in plaintexts)
    return Evidence("The AES key was wrapped as text (hex or base64), not as bytes.") if found else None


def _key_size(case: FleCase) -> Evidence | None:
    size = len(case.content_key)
    if size in aes_cbc.KEY_SIZES:
        return None
    return Evidence("The wrapped key is not an AES key.", expected="16, 24 or 32 bytes", got=f"{size} bytes")


def _gcm(case: FleCase) -> Evidence | None:
    try:
        AESGCM(case.content_key).decrypt(case.iv, case.ciphertext, None)
    except (InvalidTag, ValueError):
        return None
    return Evidence("The content was encrypted in GCM mode.", expected="AES-CBC", got="AES-GCM")


def _ecb(case: FleCase) -> Evidence | None:
    blocks = case.ciphertext[: len(case.ciphertext) // aes_cbc.BLOCK * aes_cbc.BLOCK]
    plain = Cipher(algorithms.AES(case.content_key), modes.ECB()).decryptor().update(blocks)  # noqa: S305  (their mode, to tell them)
    found = is_json(plain.rstrip(bytes(range(aes_cbc.BLOCK + 1))))
    return Evidence("The content was encrypted in ECB mode.", expected="AES-CBC", got="AES-ECB") if found else None


def _only_first_block_garbled(message: str, *, sent: str) -> Recognise:
    """Recognise a wrong IV; `sent` says whether the node must have one ("with iv" or "without iv")."""

    def recognise(case: FleCase) -> Evidence | None:
        has_iv = "with iv" if case.text("iv") else "without iv"
        plaintext = case.plaintext(case.content_key) or b""
        garbled = not is_json(plaintext) and is_text(plaintext[aes_cbc.BLOCK :]) and _lost_its_beginning(plaintext)
        return Evidence(message) if garbled and has_iv == sent else None

    return recognise


def _lost_its_beginning(plaintext: bytes) -> bool:
    # A garbled block may happen to begin with a brace: one in 128 does.
    garbled = not is_text(plaintext[: aes_cbc.BLOCK]) or plaintext[:1] not in (b"{", b"[")
    return garbled and plaintext.rstrip()[-1:] in (b"}", b"]")


def _iv_in_front(case: FleCase) -> Evidence | None:
    plaintext = case.plaintext(case.content_key, case.ciphertext[: aes_cbc.BLOCK])
    found = plaintext is not None and is_json(plaintext[aes_cbc.BLOCK :])
    return Evidence("The IV stands in front of the ciphertext, in encryptedData.") if found else None


def _other_padding(case: FleCase) -> Evidence | None:
    try:
        plain = aes_cbc.decrypt_blocks(case.ciphertext, case.content_key, case.iv)
    except ValueError:
        return None
    found = case.plaintext(case.content_key) is None and is_json(plain.rstrip(b"\x00\x80 "))
    return Evidence("The content is padded in another way.", expected="PKCS#7", got="zeros, blanks or none") if found else None


def _not_json(case: FleCase) -> Evidence | None:
    plaintext = case.plaintext(case.content_key)
    found = plaintext is not None and not is_json(plaintext) and is_text(plaintext)
    return Evidence("The plaintext is text, but not a JSON object or array.", expected="JSON") if found else None


def _not_utf8(case: FleCase) -> Evidence | None:
    plaintext = case.plaintext(case.content_key)
    found = plaintext is not None and not is_json(plaintext) and is_json(plaintext.decode("latin-1").encode())
    return Evidence("The plaintext is not UTF-8.", expected="UTF-8", got="an 8-bit character set") if found else None


ROWS: Final[tuple[Mistake[FleCase], ...]] = (
    Mistake("content_key_wrapped_as_text", _key_as_text, "Wrap the 16 bytes of the key, not their hex or base64 text."),
    Mistake("content_key_size", _key_size, "Use an AES key of 128 or 256 bits."),
    Mistake("gcm_mode", _gcm, "Encrypt with AES-CBC and PKCS#7 padding."),
    *form.FITTING,
    Mistake("ecb_mode", _ecb, "Encrypt with AES-CBC and PKCS#7 padding."),
    Mistake("iv_in_encryptedData", _iv_in_front, "Send the IV in the member iv, and the bare ciphertext in encryptedData."),
    Mistake("plaintext_not_utf8", _not_utf8, "Write the plaintext in UTF-8."),
    Mistake(
        "iv_missing_but_not_zero",
        _only_first_block_garbled("Everything but the first block decrypts, and iv is missing.", sent="without iv"),
        "Send the IV in the member iv: when it is absent, 16 zero bytes are meant.",
    ),
    Mistake(
        "iv_not_the_one_used",
        _only_first_block_garbled("Everything but the first block decrypts: another IV was used than was sent.", sent="with iv"),
        "Send the IV with which this very message was encrypted.",
    ),
    Mistake("plaintext_not_json", _not_json, "Encrypt the JSON text of the object, once."),
    Mistake("other_padding", _other_padding, "Pad as PKCS#7 says: a whole block of 0x10 when the text fills the last one."),
)
