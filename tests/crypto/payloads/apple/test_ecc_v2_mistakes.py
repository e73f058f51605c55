"""Every wrong recipe is named by opening what it sealed."""

import hashlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto.keys import p256
from emulator.crypto.payloads.apple.ecc_v2 import Sealed, content_key
from emulator.crypto.payloads.apple.ecc_v2_mistakes import CATALOGUE, EccCase, explain
from tests.crypto.payloads.apple.passes import (
    EXPECTED,
    INPUTS,
    INTERMEDIATE,
    LEAF,
    PAN,
    PLAINTEXT,
    WRONG,
    decoded,
    ephemeral,
    sealed,
)

MERCHANT = INPUTS["merchant_ids_to_try"][0]
CAUSES = {mistake.cause for mistake in CATALOGUE}
SEALING = [name for name in WRONG if EXPECTED["wrong_recipes"][name]["diagnosis"] in CAUSES]


@pytest.mark.parametrize("name", SEALING)
def test_every_known_wrong_recipe_is_named(name: str) -> None:
    finding = explain(decoded(WRONG[name]), LEAF, intermediate_key=INTERMEDIATE, merchant_ids=[MERCHANT])

    assert finding is not None
    assert (finding.check, finding.cause) == ("open_pass_data", EXPECTED["wrong_recipes"][name]["diagnosis"])
    assert PAN not in str(finding)


GOOD = sealed()
SECRET = p256.agree(LEAF, ephemeral().public_key())
POINT = GOOD.ephemeral_key


def gcm(key: bytes, iv: bytes = bytes(12)) -> Sealed:
    return Sealed(AESGCM(key).encrypt(iv, PLAINTEXT, None), POINT)


def keyed(**change: bytes) -> Sealed:
    return gcm(content_key(SECRET, **{"party_v": POINT, **change}))


MERCHANT_HASH = hashlib.sha256(MERCHANT.encode()).digest()
# The key that a client derives who takes the certificates by their place.
TO_THE_INTERMEDIATE = content_key(p256.agree(INTERMEDIATE, ephemeral().public_key()), party_v=POINT)
COMPRESSED = bytes([2 + POINT[-1] % 2]) + POINT[1:33]

MISTAKES = [
    ("ephemeral_key_as_spki", Sealed(GOOD.encrypted, p256.spki(ephemeral().public_key()))),
    ("ephemeral_key_compressed", Sealed(GOOD.encrypted, COMPRESSED)),
    ("ephemeral_key_without_prefix", Sealed(GOOD.encrypted, POINT[1:])),
    ("ephemeral_key_not_on_curve", Sealed(GOOD.encrypted, b"\x04" + bytes(64))),
    ("ephemeral_key_length", Sealed(GOOD.encrypted, POINT[:-1] + b"\x00\x00")),
    ("ephemeral_key_length", Sealed(GOOD.encrypted, b"")),
    ("iv_16_zero", gcm(content_key(SECRET, party_v=POINT), bytes(16))),
    ("iv_16_zero", gcm(content_key(SECRET, party_v=MERCHANT_HASH), bytes(16))),
    ("partyv_merchant_id_hash", keyed(party_v=MERCHANT_HASH)),
    ("partyv_spki", keyed(party_v=p256.spki(ephemeral().public_key()))),
    ("partyv_leaf_point", keyed(party_v=p256.point(LEAF.public_key()))),
    ("no_algorithm_id_length", keyed(algorithm_id=b"id-aes256-GCM")),
    ("counter_zero", keyed(counter=bytes(4))),
    ("counter_missing", keyed(counter=b"")),
    ("z_hashed", gcm(content_key(hashlib.sha256(SECRET).digest(), party_v=POINT))),
    ("raw_z_as_key", gcm(SECRET)),
    ("tag_prepended", Sealed(GOOD.encrypted[-16:] + GOOD.encrypted[:-16], POINT)),
    ("tag_missing", Sealed(GOOD.encrypted[:-16], POINT)),
    ("wrong_certificate", gcm(TO_THE_INTERMEDIATE)),
    ("pass_data_unreadable", gcm(bytes(32))),
    ("pass_data_unreadable", Sealed(b"", POINT)),
]


@pytest.mark.parametrize(("cause", "made"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(MISTAKES)])
def test_a_wrong_recipe_made_by_hand_is_named(cause: str, made: Sealed) -> None:
    finding = explain(made, LEAF, intermediate_key=INTERMEDIATE, merchant_ids=[MERCHANT])

    assert finding is not None
    assert (finding.check, finding.cause) == ("open_pass_data", cause)


def test_every_cause_of_the_catalogue_has_a_fix_and_is_made_above() -> None:
    assert {cause for cause, _ in MISTAKES} == CAUSES | {"pass_data_unreadable"}
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


def test_good_pass_data_has_no_finding() -> None:
    assert explain(GOOD, LEAF) is None


def test_an_ephemeral_key_of_another_form_says_whether_it_is_the_only_mistake() -> None:
    alone = explain(Sealed(GOOD.encrypted, COMPRESSED), LEAF)
    with_another = explain(Sealed(gcm(SECRET).encrypted, COMPRESSED), LEAF)

    assert alone is not None
    assert with_another is not None
    assert "opens once it is" in alone.message
    assert "does not open even then" in with_another.message


def test_a_case_shows_no_keys() -> None:
    assert "PrivateKey" not in repr(EccCase(GOOD, LEAF, INTERMEDIATE))


@settings(deadline=None)
@given(
    encrypted=st.binary(max_size=60),
    key=st.just(POINT) | st.binary(max_size=95) | st.binary(min_size=64, max_size=64).map(lambda xy: b"\x04" + xy),
)
def test_anything_hostile_is_explained(encrypted: bytes, key: bytes) -> None:
    finding = explain(Sealed(encrypted, key), LEAF, intermediate_key=INTERMEDIATE, merchant_ids=[MERCHANT])

    assert finding is not None
    assert finding.fix
