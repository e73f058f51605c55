"""Encrypted nodes that Mastercard cannot open, or should not have to."""

from typing import Any, Final

from cryptography.hazmat.primitives import hashes

from tests.crypto.known import witness
from tests.crypto.payloads.mastercard_fle_mistakes import test_content, test_form, test_key
from tests.crypto.payloads.mastercard_fle_mistakes.sealing import KEY, oaep
from tests.flows.explained.front_door import cases

# Its JSON is fine, but it is no object: the message's own checks refuse it.
NO_OBJECT: Final = test_content.cbc(b'"{}"')
# What is changed about a node that is right otherwise, and the name of that.
Row = tuple[str, dict[str, Any]]


def _of_the_wrong_form() -> list[Row]:
    rows = cases(test_form.test_a_member_of_the_wrong_form_is_named)
    # A node without a wrapped key is taken for a JWE where there is one.
    changes = {"jwe_in_encryptedData": {"encryptedData": "eyJ.AA.AA.AA.AA"}}
    return [(cause, changes.get(cause, change)) for change, cause, _ in rows]


def _encrypted_wrong() -> list[Row]:
    rows = cases(test_content.test_content_that_was_encrypted_wrong_is_named)
    return [(cause, made) for made, cause in rows if made.get("ciphertext") != NO_OBJECT]


def _wrapped_wrong() -> list[Row]:
    rows = cases(test_key.test_another_wrapping_than_the_announced_one_is_named)
    return [(cause, {"wrapping": wrapping, "oaepHashingAlgorithm": named}) for wrapping, named, cause, _ in rows]


MADE: Final[tuple[Row, ...]] = (
    *_of_the_wrong_form(),
    *_encrypted_wrong(),
    *((cause, {"publicKeyFingerprint": name}) for name, cause in cases(test_key.test_a_fingerprint_that_names_no_request_key_is_explained)),
    *_wrapped_wrong(),
    *((cause, {"pair": pair}) for pair, cause in cases(test_key.test_a_key_that_was_wrapped_for_another_of_our_pairs_is_named)),
    ("wrong_key", {"encryptedKey": witness("request").public_key.encrypt(KEY, oaep(hashes.SHA256())).hex()}),
    ("encryptedKey_length", {"encryptedKey": "00" * 128}),
)
