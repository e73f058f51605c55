"""Mistakes that show in the members of an encrypted node, before any key is used."""

from typing import Final

from emulator.crypto import aes_cbc
from emulator.crypto.diagnosis import Evidence, Mistake
from emulator.crypto.payloads import mastercard_fle as fle
from emulator.crypto.payloads.mastercard_fle_mistakes.attempts import PKCS1, FleCase, from_base64, from_hex

USE_HEX: Final = 'Write it in hex; in the official libraries set dataEncoding to "hex".'


def _missing(name: str) -> Mistake[FleCase]:
    def recognise(case: FleCase) -> Evidence | None:
        got = ", ".join(sorted(str(member) for member in case.node))[:200]
        return None if case.text(name) else Evidence(f"{name} is missing, or is not text.", expected=name, got=got)

    return Mistake(f"{name}_missing", recognise, f"Send {name} beside the other members.")


def _jwe(case: FleCase) -> Evidence | None:
    found = case.text("encryptedData").count(".") == 4
    return Evidence("encryptedData is a compact JWE.", expected="hex", got="a compact JWE") if found else None


def _not_hex(name: str) -> Mistake[FleCase]:
    def recognise(case: FleCase) -> Evidence | None:
        text = case.text(name)
        if not text or from_hex(text):
            return None
        got = "base64" if from_base64(text) else f"{len(text)} characters"
        return Evidence(f"{name} is not an even number of hex digits.", expected="hex", got=got)

    return Mistake(f"{name}_not_hex", recognise, USE_HEX)


def _iv_length(case: FleCase) -> Evidence | None:
    size = len(case.iv)
    return None if size == aes_cbc.BLOCK else Evidence("The IV has another length.", expected="16 bytes", got=f"{size} bytes")


def _not_whole_blocks(case: FleCase) -> Evidence | None:
    size = len(case.ciphertext)
    rest = size % aes_cbc.BLOCK
    got = f"{size} bytes"
    return Evidence(f"encryptedData ends {rest} bytes into a block.", expected="a multiple of 16 bytes", got=got) if rest else None


def _too_long(case: FleCase) -> Evidence | None:
    size, limit = len(case.text("encryptedData")), fle.LONGEST_CIPHERTEXT
    return Evidence("encryptedData is too long.", expected=f"at most {limit} digits", got=f"{size}") if size > limit else None


def _digest(case: FleCase) -> Evidence | None:
    known = case.announced in ("SHA256", "SHA512", PKCS1)
    return None if known else Evidence("oaepHashingAlgorithm names another hash.", expected="SHA256 or SHA512", got=case.announced[:40])


ROWS: Final[tuple[Mistake[FleCase], ...]] = (
    _missing("encryptedData"),
    Mistake("jwe_in_encryptedData", _jwe, "Configure the client for field-level encryption, or the emulator's client for JWE."),
    _missing("encryptedKey"),
    _missing("publicKeyFingerprint"),
    _not_hex("encryptedData"),
    _not_hex("encryptedKey"),
    _not_hex("iv"),
    Mistake("encryptedData_too_long", _too_long, "Send smaller messages."),
    Mistake("oaep_digest_unknown", _digest, "Set oaepPaddingDigestAlgorithm to SHA-256 or SHA-512."),
)
FITTING: Final[tuple[Mistake[FleCase], ...]] = (
    Mistake("iv_length", _iv_length, "Send the 16 bytes of the IV as 32 hex digits."),
    Mistake(
        "ciphertext_not_block_multiple",
        _not_whole_blocks,
        "Send the whole ciphertext of AES-CBC with PKCS#7 padding: it was cut, or another mode was used.",
    ),
)
"""Sizes that AES-CBC cannot have; asked after the modes for which they would be right."""
