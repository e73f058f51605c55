"""Encrypted fields: the known tokens both ways, two other libraries in both directions, and everything hostile."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwe as joserfc
from joserfc.jwk import OctKey
from jwcrypto import jwe as jwcrypto
from jwcrypto.jwk import JWK

from emulator.crypto import chance
from emulator.crypto.jose import base64url, jwe
from emulator.crypto.payloads.visa import fields
from emulator.crypto.payloads.visa.fields import FieldError, FieldKeys
from tests.crypto.known import scripted
from tests.crypto.payloads.visa.cards import EXPECTED, INPUTS, KEYS, KID, PRIVATE, RSA, SECRET, with_part, wrapped_with
from tests.witness import vectors

CASES = [pytest.param(case, EXPECTED["cases"][name], id=name) for name, case in INPUTS["cases"].items()]
SHARED = [case for case in CASES if case.id != "rsa_enc_card"]
PLAINTEXT = b'{"accountNumber":"4761120010000492"}'


def sealed() -> str:
    return fields.seal(PLAINTEXT, SECRET, header=fields.protected_header(KID, issued_at=17), chance=chance.seeded(b"field"))


@pytest.mark.parametrize(("case", "expected"), CASES)
def test_every_known_field_opens(case: Any, expected: Any) -> None:
    opened = fields.open_sealed(expected["compact_jwe"], KEYS)

    assert opened.plaintext.decode() == case["plaintext_utf8"]
    assert opened.header == json.loads(case["protected_header_json"])


@pytest.mark.parametrize(("case", "expected"), SHARED)
def test_the_known_bytes_make_the_known_field(case: Any, expected: Any) -> None:
    header = json.loads(case["protected_header_json"])
    draws = scripted(case["cek_hex"], case["content_iv_hex"], case["key_wrap_iv_hex"])

    text = fields.seal(case["plaintext_utf8"].encode(), case["shared_secret"], header=header, chance=draws)

    assert text == expected["compact_jwe"]
    assert fields.wrapping_key(case["shared_secret"]).hex() == expected["kek_hex"]


def test_the_known_bytes_make_the_known_field_for_an_rsa_key() -> None:
    draws = scripted(RSA["cek_hex"], RSA["content_iv_hex"], RSA["oaep_seed_hex"])

    text = fields.seal_rsa(RSA["plaintext_utf8"].encode(), PRIVATE.public_key(), kid=RSA["kid"], chance=draws)

    assert text == EXPECTED["cases"]["rsa_enc_card"]["compact_jwe"]


def test_the_header_is_that_of_the_samples() -> None:
    sample = json.loads(INPUTS["cases"]["minimal"]["protected_header_json"])

    header = fields.protected_header("AK1", issued_at=1_700_000_000)

    assert list(header) == list(sample)
    assert {**header, "iv": sample["iv"], "tag": sample["tag"]} == sample


def test_joserfc_and_jwcrypto_open_what_is_sealed() -> None:
    key = hashlib.sha256(SECRET.encode()).digest()

    registry = joserfc.JWERegistry(algorithms=["A256GCMKW", "A256GCM"], strict_check_header=False)
    theirs = jwcrypto.JWE(algs=["A256GCMKW", "A256GCM"])
    theirs.deserialize(sealed(), JWK(kty="oct", k=base64url.encode(key)))
    assert theirs.payload == PLAINTEXT
    assert joserfc.decrypt_compact(sealed(), OctKey.import_key(key), registry=registry).plaintext == PLAINTEXT


@pytest.mark.parametrize("more", [{}, {"typ": "JOSE", "channelSecurityContext": "SHARED_SECRET", "iat": 17}])
def test_what_joserfc_and_jwcrypto_seal_opens(more: dict[str, Any]) -> None:
    header = {"alg": "A256GCMKW", "enc": "A256GCM", "kid": KID, **more}
    key = hashlib.sha256(SECRET.encode()).digest()
    registry = joserfc.JWERegistry(algorithms=["A256GCMKW", "A256GCM"], strict_check_header=False)
    recipient = JWK(kty="oct", k=base64url.encode(key))

    tokens = [
        joserfc.encrypt_compact({**header}, PLAINTEXT, OctKey.import_key(key), registry=registry),
        jwcrypto.JWE(PLAINTEXT, json.dumps(header), recipient=recipient, algs=["A256GCMKW", "A256GCM"]).serialize(compact=True),
    ]

    assert [fields.open_sealed(token, KEYS).plaintext for token in tokens] == [PLAINTEXT] * 2


def test_the_same_chance_gives_the_same_field() -> None:
    assert sealed() == sealed()


def test_keys_show_no_secret_and_an_opened_field_no_plaintext() -> None:
    assert SECRET not in repr(KEYS)
    assert "4761" not in repr(fields.open_sealed(sealed(), KEYS))


@pytest.mark.parametrize(("text", "kid"), [(sealed(), KID), ("", None), ("x.y", None), (base64url.encode(b'{"kid":5}'), None)])
def test_the_key_id_can_be_read_before_the_key_is_known(text: str, kid: str | None) -> None:
    assert fields.key_id(text) == kid


def headed(**members: object) -> str:
    return with_part(0, base64url.encode(json.dumps({"alg": "A256GCMKW", "enc": "A256GCM", "kid": KID, **members}).encode()))


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "not_a_compact_jwe"),
        (sealed().rpartition(".")[0], "not_a_compact_jwe"),
        (sealed() + ".x", "not_a_compact_jwe"),
        (with_part(2, "!"), "not_a_compact_jwe"),
        (with_part(3, "!"), "not_a_compact_jwe"),
        (with_part(4, "AAAA"), "not_a_compact_jwe"),
        (headed(), "not_a_compact_jwe"),
        (headed(iv="AAAA", tag="AAAA"), "not_a_compact_jwe"),
        (headed(alg="A128GCMKW"), "unsupported_algorithm"),
        (headed(alg="dir"), "unsupported_algorithm"),
        (headed(alg=["A256GCMKW"]), "unsupported_algorithm"),
        (headed(enc="A128GCM"), "unsupported_algorithm"),
        (headed(crit=["exp"]), "not_a_compact_jwe"),
        (headed(kid="nobody"), "unknown_kid"),
        (headed(kid=None), "unknown_kid"),
        (headed(kid=["AK1"]), "unknown_kid"),
        (headed(kid=RSA["kid"]), "unknown_kid"),
        (headed(alg="RSA-OAEP-256"), "unknown_kid"),
        (headed(alg="RSA-OAEP-256", kid=RSA["kid"]), "wrong_key"),
        (with_part(2, ""), "content_iv_not_96_bit"),
        (with_part(2, "A" * 22), "content_iv_not_96_bit"),
        (with_part(1, "AAAA"), "wrong_key"),
        (wrapped_with(bytes(32)), "wrong_key"),
        (with_part(3, "AAAA"), "gcm_tag_mismatch"),
    ],
)
def test_a_field_that_does_not_open_says_why(text: str, cause: str) -> None:
    with pytest.raises(FieldError) as refused:
        fields.open_sealed(text, KEYS)

    assert refused.value.cause == cause


def test_known_key_ids_can_be_shown() -> None:
    assert FieldKeys({"a": "secret"}, {"b": PRIVATE}).known() == "a or b"


def test_the_vectors_are_of_this_scheme() -> None:
    assert jwe.read_header(vectors("visa_jwe_fle")["expected"]["cases"]["minimal"]["compact_jwe"])["alg"] == fields.SHARED


TEXTS = (
    st.text(max_size=60)
    | st.lists(st.text("AQab-_=", max_size=20), min_size=4, max_size=6).map(".".join)
    | st.tuples(st.integers(0, 4), st.text("AQab-_", max_size=30)).map(lambda part: with_part(*part))
    | st.dictionaries(st.sampled_from(["alg", "enc", "kid", "iv", "tag", "iat"]), st.text(max_size=5) | st.integers() | st.none()).map(
        lambda members: headed(**members)
    )
)


@settings(deadline=None)
@given(text=TEXTS)
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(FieldError):
        fields.open_sealed(text, KEYS)


@settings(deadline=None)
@given(plaintext=st.binary(max_size=100), secret=st.text(max_size=40))
def test_what_is_sealed_opens(plaintext: bytes, secret: str) -> None:
    text = fields.seal(plaintext, secret, header=fields.protected_header("k"), chance=chance.system)

    assert fields.open_sealed(text, FieldKeys({"k": secret})).plaintext == plaintext
