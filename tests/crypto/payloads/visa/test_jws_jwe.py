"""Messages to issuers: the known texts, two other libraries in both directions, and everything hostile."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwe as joserfc_jwe
from joserfc import jws as joserfc_jws
from joserfc.jwk import RSAKey
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from emulator.crypto import chance
from emulator.crypto.jose import jws
from emulator.crypto.keys import rsa
from emulator.crypto.payloads.visa import jws_jwe
from emulator.crypto.payloads.visa.jws_jwe import ALGORITHMS, EncryptedDataError, Recipient, Signer
from tests.crypto.known import scripted
from tests.witness import vectors

VECTORS = vectors("visa_jws_jwe")
INPUTS, EXPECTED = VECTORS["inputs"], VECTORS["expected"]
AT = datetime.fromtimestamp(1_700_000_000, UTC)
PLAINTEXT = INPUTS["plaintext_utf8"].encode()


def key(name: str) -> RSAPrivateKey:
    return rsa.load_own_private_key(INPUTS[f"{name}_private_key_pem"].encode())


VISA, ISSUER = key("visa_signing"), key("issuer")
RECIPIENT = Recipient(ISSUER.public_key(), INPUTS["issuer_kid"])


def signer(algorithm: jws.Algorithm) -> Signer:
    return Signer(VISA, INPUTS["visa_signing_kid"], algorithm)


def sealed(algorithm: jws.Algorithm = "PS256", plaintext: bytes = PLAINTEXT) -> str:
    return jws_jwe.seal(plaintext, signer(algorithm), RECIPIENT, at=AT, chance=chance.seeded(b"issuer"))


@pytest.mark.parametrize("algorithm", EXPECTED["algorithms"])
def test_the_known_texts_open(algorithm: str) -> None:
    text = EXPECTED["algorithms"][algorithm]["encryptedData"]

    opened = jws_jwe.open_sealed(text, VISA.public_key(), ISSUER, now=AT)

    assert json.loads(opened) == EXPECTED["opened"]


def test_the_known_bytes_make_the_known_token_and_header() -> None:
    draws = scripted(INPUTS["cek_hex"], INPUTS["content_iv_hex"], INPUTS["oaep_seed_hex"])

    text = jws_jwe.seal(PLAINTEXT, signer("RS256"), RECIPIENT, at=AT, chance=draws)

    theirs = EXPECTED["algorithms"]["RS256"]["encryptedData"]
    assert jws.verify(text, VISA.public_key()).payload == jws.verify(theirs, VISA.public_key()).payload
    assert jws.verify(text, VISA.public_key()).header == json.loads(INPUTS["algorithms"]["RS256"]["jws_protected_header_json"])


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_joserfc_and_jwcrypto_verify_and_open_what_is_sealed(algorithm: jws.Algorithm) -> None:
    text = sealed(algorithm)
    pem = rsa.private_pem(VISA)

    registry = joserfc_jws.JWSRegistry(algorithms=[algorithm], strict_check_header=False)
    payload = joserfc_jws.deserialize_compact(text, RSAKey.import_key(pem), registry=registry).payload
    theirs = JWS()
    theirs.allowed_algs = [algorithm]
    theirs.deserialize(text, JWK.from_pem(pem))
    assert theirs.payload == payload
    jwe_registry = joserfc_jwe.JWERegistry(algorithms=["RSA-OAEP-256", "A256GCM"], strict_check_header=False)
    inner = joserfc_jwe.decrypt_compact(payload.decode(), RSAKey.import_key(rsa.private_pem(ISSUER)), registry=jwe_registry)
    assert inner.plaintext == PLAINTEXT


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_what_joserfc_seals_opens(algorithm: str) -> None:
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "iss-key-1"}
    token = joserfc_jwe.encrypt_compact(
        header, PLAINTEXT, RSAKey.import_key(rsa.private_pem(ISSUER)), algorithms=["RSA-OAEP-256", "A256GCM"]
    )
    text = joserfc_jws.serialize_compact(
        {"alg": algorithm, "cty": "JWE"}, token, RSAKey.import_key(rsa.private_pem(VISA)), algorithms=[algorithm]
    )

    assert jws_jwe.open_sealed(text, VISA.public_key(), ISSUER, now=AT) == PLAINTEXT


def test_the_same_chance_gives_the_same_text_under_rs256() -> None:
    assert sealed("RS256") == sealed("RS256")


def signed(payload: bytes, **header: Any) -> str:
    return jws.sign(payload, VISA, header=header, algorithm="PS256")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "signature_mismatch"),
        (sealed()[:-4] + "AAAA", "signature_mismatch"),
        (jws.sign(b"x", ISSUER, header={}, algorithm="PS256"), "signature_mismatch"),
        (signed(b"x" * 6000), "too_long"),
        (signed(b"not a jwe"), "jwe_malformed"),
        (signed(b"\xff"), "jwe_malformed"),
        (signed(b"x", exp=1_699_999_999), "expired"),
    ],
)
def test_a_text_that_does_not_verify_or_open_says_why(text: str, cause: str) -> None:
    with pytest.raises(EncryptedDataError) as refused:
        jws_jwe.open_sealed(text, VISA.public_key(), ISSUER, now=AT)

    assert refused.value.cause == cause


def test_a_text_for_another_issuer_is_refused() -> None:
    with pytest.raises(EncryptedDataError, match="not wrapped for this key"):
        jws_jwe.open_sealed(sealed(), VISA.public_key(), VISA, now=AT)


@pytest.mark.parametrize(("later", "opens"), [(timedelta(minutes=2), True), (timedelta(minutes=2, seconds=1), False)])
def test_a_text_lives_two_minutes(later: timedelta, opens: bool) -> None:
    if opens:
        assert jws_jwe.open_sealed(sealed(), VISA.public_key(), ISSUER, now=AT + later) == PLAINTEXT
    else:
        with pytest.raises(EncryptedDataError, match="exp"):
            jws_jwe.open_sealed(sealed(), VISA.public_key(), ISSUER, now=AT + later)


def test_more_than_a_field_can_hold_is_not_sealed() -> None:
    with pytest.raises(EncryptedDataError, match="7000"):
        sealed(plaintext=bytes(6000))


def test_who_signs_shows_no_key() -> None:
    assert "RSAPrivateKey" not in repr(signer("PS256"))


@settings(deadline=None)
@given(text=st.text(max_size=60) | st.lists(st.text("AQab-_=", max_size=20), min_size=3, max_size=3).map(".".join))
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(EncryptedDataError):
        jws_jwe.open_sealed(text, VISA.public_key(), ISSUER, now=AT)


@settings(deadline=None, max_examples=40)
@given(
    payload=st.binary(max_size=60), header=st.dictionaries(st.sampled_from(["exp", "cty"]), st.text(max_size=5) | st.integers() | st.none())
)
def test_any_signed_payload_is_refused(payload: bytes, header: dict[str, Any]) -> None:
    with pytest.raises(EncryptedDataError):
        jws_jwe.open_sealed(signed(payload, **header), VISA.public_key(), ISSUER, now=AT)
