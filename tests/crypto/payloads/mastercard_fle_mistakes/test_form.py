"""Mistakes that show before any key is used."""

import base64
from typing import Any

import pytest

from tests.crypto.payloads.mastercard_fle_mistakes.sealing import explained, node

RIGHT = node()
BASE64 = base64.b64encode(bytes.fromhex(RIGHT["encryptedData"])).decode()


@pytest.mark.parametrize(
    ("change", "cause", "got"),
    [
        ({"encryptedData": None}, "encryptedData_missing", None),
        ({"encryptedKey": None}, "encryptedKey_missing", "encryptedData, iv, oaepHashingAlgorithm, publicKeyFingerprint"),
        ({"encryptedKey": 7}, "encryptedKey_missing", None),
        ({"publicKeyFingerprint": ""}, "publicKeyFingerprint_missing", None),
        ({"encryptedData": "eyJ.AA.AA.AA.AA", "encryptedKey": None}, "jwe_in_encryptedData", "a compact JWE"),
        ({"encryptedData": BASE64}, "encryptedData_not_hex", "base64"),
        ({"encryptedKey": "ä"}, "encryptedKey_not_hex", "1 characters"),
        ({"iv": "abc"}, "iv_not_hex", "3 characters"),
        ({"iv": "00" * 15}, "iv_length", "15 bytes"),
        ({"encryptedData": RIGHT["encryptedData"][:-2]}, "ciphertext_not_block_multiple", None),
        ({"encryptedData": "00" * 131_088}, "encryptedData_too_long", "262176"),
        ({"oaepHashingAlgorithm": "SHA384"}, "oaep_digest_unknown", "SHA384"),
    ],
)
def test_a_member_of_the_wrong_form_is_named(change: dict[str, Any], cause: str, got: str | None) -> None:
    finding = explained(node(**change))

    assert finding.cause == cause
    assert got is None or finding.got == got
