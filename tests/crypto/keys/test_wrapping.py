"""Wrapping content keys: standard to the byte, reproducible, and readable by every other library."""

import pytest
from Crypto.Cipher import PKCS1_OAEP, PKCS1_v1_5
from Crypto.Hash import SHA1, SHA256, SHA512
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto import chance
from emulator.crypto.keys import rsa, wrapping
from tests.crypto.known import demo, private, private_pem, scripted
from tests.witness import vectors

PAIR = demo("request")
KEY = bytes(range(32))
OTHERS = {"sha1": SHA1, "sha256": SHA256, "sha512": SHA512}
SOURCES = (chance.system, chance.seeded(b"wrapping"))


@pytest.mark.parametrize("case", ["oaep_sha256_tav3", "oaep_sha512", "aes_256"])
def test_oaep_with_a_given_seed_gives_the_known_block(case: str) -> None:
    opc = vectors("mastercard_opc")
    given_, expected = opc["inputs"]["cases"][case], opc["expected"]["cases"][case]["cardInfo"]
    public_key = rsa.load_private_key(opc["inputs"]["private_key_pem"].encode()).public_key()
    digest = expected["oaepHashingAlgorithm"].lower()

    wrapped = wrapping.wrap_oaep(bytes.fromhex(given_["aes_key_hex"]), public_key, digest=digest, chance=scripted(given_["oaep_seed_hex"]))

    assert wrapped.hex() == expected["encryptedKey"]


def test_pkcs1_v1_5_with_a_given_filler_gives_the_known_block() -> None:
    opc = vectors("mastercard_opc")
    given_, expected = (opc[side]["cases"]["pkcs1_v15_no_hash_field"] for side in ("inputs", "expected"))
    public_key = rsa.load_private_key(opc["inputs"]["private_key_pem"].encode()).public_key()

    wrapped = wrapping.wrap_pkcs1v15(bytes.fromhex(given_["aes_key_hex"]), public_key, chance=scripted(given_["pkcs1_v15_filler_hex"]))

    assert wrapped.hex() == expected["cardInfo"]["encryptedKey"]


@pytest.mark.parametrize("source", SOURCES, ids=["system", "seeded"])
@pytest.mark.parametrize("digest", OTHERS)
def test_other_libraries_unwrap_oaep(digest: str, source: chance.Chance) -> None:
    wrapped = wrapping.wrap_oaep(KEY, PAIR.public_key, digest=digest, chance=source)

    theirs = PKCS1_OAEP.new(RSA.import_key(private_pem(PAIR)), hashAlgo=OTHERS[digest])
    assert theirs.decrypt(wrapped) == KEY
    assert wrapping.unwrap_oaep(wrapped, private(PAIR), digest=digest) == KEY


@pytest.mark.parametrize("source", SOURCES, ids=["system", "seeded"])
def test_other_libraries_unwrap_pkcs1_v1_5(source: chance.Chance) -> None:
    wrapped = wrapping.wrap_pkcs1v15(KEY, PAIR.public_key, chance=source)

    theirs = PKCS1_v1_5.new(RSA.import_key(private_pem(PAIR)))
    assert theirs.decrypt(wrapped, None) == KEY
    assert wrapping.unwrap_pkcs1v15(wrapped, private(PAIR)) == KEY


def test_what_other_libraries_wrap_is_unwrapped() -> None:
    theirs = PKCS1_OAEP.new(RSA.import_key(private_pem(PAIR)), hashAlgo=SHA256)

    assert wrapping.unwrap_oaep(theirs.encrypt(KEY), private(PAIR), digest="sha256") == KEY


def test_a_mask_of_another_digest_is_unwrapped_when_it_is_named() -> None:
    java = padding.OAEP(padding.MGF1(wrapping.DIGESTS["sha1"]()), hashes.SHA256(), None)
    wrapped = PAIR.public_key.encrypt(KEY, java)

    with pytest.raises(wrapping.NotUnwrappable):
        wrapping.unwrap_oaep(wrapped, private(PAIR), digest="sha256")
    assert wrapping.unwrap_oaep(wrapped, private(PAIR), digest="sha256", mask_digest="sha1") == KEY


@pytest.mark.parametrize("source", SOURCES, ids=["system", "seeded"])
def test_a_key_that_does_not_fit_is_refused(source: chance.Chance) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (the library's own message differs)
        wrapping.wrap_oaep(bytes(200), PAIR.public_key, digest="sha256", chance=source)
    with pytest.raises(ValueError):  # noqa: PT011  (see above)
        wrapping.wrap_pkcs1v15(bytes(250), PAIR.public_key, chance=source)


def test_zeros_never_enter_the_filler() -> None:
    draws = iter([bytes(205) + b"\x01" * 16, b"\x02" * 205])

    wrapped = wrapping.wrap_pkcs1v15(KEY, PAIR.public_key, chance=lambda _: next(draws))

    assert wrapping.unwrap_pkcs1v15(wrapped, private(PAIR)) == KEY


@settings(max_examples=30, deadline=None)
@given(wrapped=st.binary(max_size=300) | st.binary(min_size=256, max_size=256))
def test_anything_else_is_not_unwrappable(wrapped: bytes) -> None:
    with pytest.raises(wrapping.NotUnwrappable):
        wrapping.unwrap_oaep(wrapped, private(PAIR), digest="sha256")


@given(seed=st.binary(max_size=64), length=st.integers(0, 300), digest=st.sampled_from(sorted(wrapping.DIGESTS)))
def test_a_longer_mask_begins_with_the_shorter_one(seed: bytes, length: int, digest: str) -> None:
    mask = wrapping.mgf1(seed, length, digest)

    assert wrapping.mgf1(seed, length + 40, digest)[:length] == mask
    assert wrapping.xor(mask, mask) == bytes(length)
