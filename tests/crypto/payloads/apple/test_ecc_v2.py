"""Sealed pass data: every known step, the published example, another derivation, and everything hostile."""

from typing import Any

import pytest
from Crypto.Cipher import AES
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto import chance
from emulator.crypto.keys import p256
from emulator.crypto.payloads.apple import ecc_v2
from emulator.crypto.payloads.apple.ecc_v2 import EccError, Sealed
from tests.crypto.known import scripted
from tests.crypto.payloads.apple.passes import EXPECTED, INPUTS, INTERMEDIATE, LEAF, PLAINTEXT, decoded, ephemeral, sealed

CASES = [pytest.param(case, EXPECTED["cases"][name], id=name) for name, case in INPUTS["cases"].items()]
OPENING = [case for case in CASES if case.id != "published_vector"]


@pytest.mark.parametrize(("case", "expected"), CASES)
def test_the_known_ephemeral_key_makes_the_known_bytes(case: Any, expected: Any) -> None:
    leaf = p256.from_point(bytes.fromhex(case["leaf_public_key_hex"])) if "leaf_public_key_hex" in case else LEAF.public_key()

    made = ecc_v2.seal(case["plaintext_utf8"].encode(), leaf, chance=scripted(case["ephemeral_private_key_hex"]))

    assert made.encrypted.hex() == expected["ciphertext_and_tag_hex"]
    assert made.ephemeral_key.hex() == expected["ephemeral_public_key_hex"]


@pytest.mark.parametrize(("case", "expected"), CASES)
def test_the_known_secret_gives_the_known_key(case: Any, expected: Any) -> None:
    secret, point = (bytes.fromhex(expected[name]) for name in ("shared_secret_z_hex", "ephemeral_public_key_hex"))

    key = ecc_v2.content_key(secret, party_v=point)

    assert key.hex() == expected["aes_key_hex"]
    assert (ecc_v2.COUNTER + secret + ecc_v2.ALGORITHM_ID + ecc_v2.PARTY_U + point).hex() == expected["kdf_input_hex"]


@pytest.mark.parametrize(("case", "expected"), OPENING)
def test_every_known_pass_opens(case: Any, expected: Any) -> None:
    opened = ecc_v2.open_sealed(decoded(expected), LEAF)

    assert opened.decode() == case["plaintext_utf8"]


@given(secret=st.binary(min_size=32, max_size=32), point=st.binary(min_size=65, max_size=65))
def test_the_derivation_is_the_concatenation_of_sp_800_56a(secret: bytes, point: bytes) -> None:
    theirs = ConcatKDFHash(hashes.SHA256(), 32, ecc_v2.ALGORITHM_ID + ecc_v2.PARTY_U + point)

    assert ecc_v2.content_key(secret, party_v=point) == theirs.derive(secret)


def test_the_hash_of_a_public_key_is_over_its_subject_public_key_info() -> None:
    published = INPUTS["cases"]["published_vector"]["leaf_public_key_hex"]

    assert ecc_v2.public_key_hash(LEAF.public_key()).hex() == EXPECTED["leaf_publicKeyHash_hex"]
    assert (
        ecc_v2.public_key_hash(p256.from_point(bytes.fromhex(published))).hex()
        == EXPECTED["cases"]["published_vector"]["publicKeyHash_hex"]
    )


def test_the_known_leaf_certificate_carries_the_known_key() -> None:
    certificate = x509.load_pem_x509_certificate(INPUTS["certificates_pem"]["leaf"].encode())

    assert certificate.public_key() == LEAF.public_key()
    assert certificate.fingerprint(hashes.SHA256()).hex() == EXPECTED["leaf_certificate_sha256"]


def test_each_sealing_draws_its_own_key() -> None:
    first, second = (ecc_v2.seal(PLAINTEXT, LEAF.public_key(), chance=chance.system) for _ in range(2))

    assert first.ephemeral_key != second.ephemeral_key
    assert [ecc_v2.open_sealed(one, LEAF) for one in (first, second)] == [PLAINTEXT] * 2


GOOD = sealed()


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        (Sealed(GOOD.encrypted, b""), "ephemeral_key_length"),
        (Sealed(GOOD.encrypted, p256.spki(ephemeral().public_key())), "ephemeral_key_length"),
        (Sealed(GOOD.encrypted, b"\x04" + bytes(64)), "ephemeral_key_not_on_curve"),
        (Sealed(GOOD.encrypted, b"\x05" + GOOD.ephemeral_key[1:]), "ephemeral_key_not_on_curve"),
        (Sealed(b"", GOOD.ephemeral_key), "pass_data_unreadable"),
        (Sealed(GOOD.encrypted[:-1], GOOD.ephemeral_key), "pass_data_unreadable"),
        (Sealed(GOOD.encrypted, p256.point(LEAF.public_key())), "pass_data_unreadable"),
    ],
)
def test_pass_data_that_does_not_open_says_which_step_failed(bad: Sealed, cause: str) -> None:
    with pytest.raises(EccError) as refused:
        ecc_v2.open_sealed(bad, LEAF)

    assert refused.value.cause == cause


def test_pass_data_for_another_leaf_is_refused() -> None:
    with pytest.raises(EccError):
        ecc_v2.open_sealed(GOOD, INTERMEDIATE)


@settings(deadline=None)
@given(
    encrypted=st.binary(max_size=60),
    key=st.just(GOOD.ephemeral_key) | st.binary(max_size=70) | st.binary(min_size=64, max_size=64).map(lambda xy: b"\x04" + xy),
)
def test_any_bytes_are_refused(encrypted: bytes, key: bytes) -> None:
    with pytest.raises(EccError):
        ecc_v2.open_sealed(Sealed(encrypted, key), LEAF)


@settings(deadline=None)
@given(plaintext=st.binary(max_size=200))
def test_what_is_sealed_opens(plaintext: bytes) -> None:
    assert ecc_v2.open_sealed(ecc_v2.seal(plaintext, LEAF.public_key(), chance=chance.system), LEAF) == plaintext


def agreed_elsewhere(secret: bytes, point: bytes) -> Any:
    """The cipher that another library makes of an agreed secret."""
    key = ConcatKDFHash(hashes.SHA256(), 32, b"\x0did-aes256-GCMApple" + point).derive(secret)
    return AES.new(key, AES.MODE_GCM, nonce=bytes(12))


@settings(deadline=None)
@given(plaintext=st.binary(min_size=1, max_size=100))
def test_other_libraries_open_what_is_sealed_and_the_other_way_round(plaintext: bytes) -> None:
    made = ecc_v2.seal(plaintext, LEAF.public_key(), chance=chance.system)
    secret = LEAF.exchange(ec.ECDH(), p256.from_point(made.ephemeral_key))
    theirs = b"".join(agreed_elsewhere(secret, made.ephemeral_key).encrypt_and_digest(plaintext))

    assert theirs == made.encrypted
    assert agreed_elsewhere(secret, made.ephemeral_key).decrypt_and_verify(made.encrypted[:-16], made.encrypted[-16:]) == plaintext
    assert ecc_v2.open_sealed(Sealed(theirs, made.ephemeral_key), LEAF) == plaintext
