"""Mistakes in naming and wrapping the content key."""

import base64
import hashlib
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from emulator.crypto.keys.wrapping import DIGESTS
from emulator.crypto.payloads.mastercard_fle_mistakes import explain
from tests.crypto.known import demo
from tests.crypto.payloads.mastercard_fle_mistakes.sealing import explained, node, oaep
from tests.crypto.payloads.nodes import REQUESTS

# What developers use by mistake.
SHA1 = DIGESTS["sha1"]()
PRINTS = demo("request").fingerprints
PEM = demo("request").certificate_pem


def colons(fingerprint: str) -> str:
    return ":".join(fingerprint[start : start + 2] for start in range(0, len(fingerprint), 2))


@pytest.mark.parametrize(
    ("fingerprint", "cause"),
    [
        (colons(PRINTS.cert_sha256).upper(), "fingerprint_spelt_otherwise"),
        (f"0x{PRINTS.cert_sha1}", "fingerprint_spelt_otherwise"),
        (base64.b64encode(bytes.fromhex(PRINTS.spki_sha256)).decode(), "fingerprint_spelt_otherwise"),
        (hashlib.sha256(PEM).hexdigest(), "fingerprint_of_another_form"),
        (hashlib.sha256(PEM.strip()).hexdigest().upper(), "fingerprint_of_another_form"),
        (demo("response").fingerprints.cert_sha256, "encrypted_with_the_response_key"),
        (demo("issuer").fingerprints.spki_sha1.upper(), "encrypted_with_another_of_our_keys"),
        ("00" * 32, "unknown_fingerprint"),
    ],
)
def test_a_fingerprint_that_names_no_request_key_is_explained(fingerprint: str, cause: str) -> None:
    assert explained(node(publicKeyFingerprint=fingerprint)).cause == cause


def test_an_unknown_fingerprint_lists_the_four_that_are_known() -> None:
    finding = explained(node(publicKeyFingerprint="ab" * 20))

    assert finding.got == "ab" * 20
    assert all(f"request {kind} {value}" in (finding.expected or "") for kind, value in PRINTS.items())
    assert "only the fingerprint is wrong" in finding.message


def test_an_unknown_fingerprint_of_a_foreign_key_is_not_blamed_on_the_fingerprint_alone() -> None:
    finding = explain(node(publicKeyFingerprint="00" * 32, pair="tav"), REQUESTS)

    assert (finding.cause, "only the fingerprint" in finding.message) == ("unknown_fingerprint", False)


@pytest.mark.parametrize(
    ("wrapping", "named", "cause", "used"),
    [
        (oaep(hashes.SHA512()), "SHA256", "oaep_hash_mismatch", "SHA512"),
        (oaep(hashes.SHA256()), "SHA512", "oaep_hash_mismatch", "SHA256"),
        (oaep(SHA1), "SHA256", "oaep_hash_mismatch", "SHA1"),
        (oaep(hashes.SHA256(), SHA1), "SHA256", "oaep_hash_mismatch", "SHA256 with MGF1 of SHA1"),
        (oaep(hashes.SHA512(), SHA1), "SHA512", "oaep_hash_mismatch", "SHA512 with MGF1 of SHA1"),
        (oaep(hashes.SHA256()), None, "oaep_hash_missing_but_oaep_used", "SHA256"),
        (oaep(hashes.SHA512()), None, "oaep_hash_missing_but_oaep_used", "SHA512"),
        (padding.PKCS1v15(), "SHA256", "pkcs1v15_used_but_oaep_named", "PKCS#1 v1.5"),
    ],
)
def test_another_wrapping_than_the_announced_one_is_named(wrapping: Any, named: str | None, cause: str, used: str) -> None:
    finding = explained(node(wrapping=wrapping, oaepHashingAlgorithm=named))

    assert (finding.cause, finding.expected, finding.got) == (cause, used, named or "PKCS#1 v1.5")


@pytest.mark.parametrize(
    ("pair", "cause"), [("response", "encrypted_with_the_response_key"), ("issuer", "encrypted_with_another_of_our_keys")]
)
def test_a_key_that_was_wrapped_for_another_of_our_pairs_is_named(pair: str, cause: str) -> None:
    finding = explained(node(pair=pair))

    assert (finding.cause, finding.expected, finding.got) == (cause, "request", pair)


def test_a_key_that_was_wrapped_for_a_stranger_is_unreadable() -> None:
    assert explained(node(pair="tav")).cause == "wrong_key"


def test_a_key_of_another_length_is_named() -> None:
    finding = explained(node(encryptedKey="00" * 128))

    assert (finding.cause, finding.expected, finding.got) == ("encryptedKey_length", "256 bytes", "128 bytes")
