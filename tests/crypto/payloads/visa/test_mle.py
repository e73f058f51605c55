"""Message-level encryption: the known bodies, two other libraries in both directions, and everything hostile."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwe as joserfc
from joserfc.jwk import RSAKey
from jwcrypto import jwe as jwcrypto
from jwcrypto.jwk import JWK

from emulator.crypto.jose import base64url
from emulator.crypto.keys import rsa
from emulator.crypto.payloads.visa import mle
from emulator.crypto.payloads.visa.mle import MleError
from tests.crypto.known import scripted
from tests.crypto.payloads.visa.messages import CLIENT, EXPECTED, INPUTS, KEY_ID, KEYS, PLAINTEXT, SERVER, sealed, with_part

CASES = [pytest.param(case, EXPECTED["cases"][name], id=name) for name, case in INPUTS["cases"].items()]


def receiver(case: Any) -> Any:
    return CLIENT if case["direction"].startswith("server ->") else SERVER


@pytest.mark.parametrize(("case", "expected"), CASES)
def test_every_known_body_opens(case: Any, expected: Any) -> None:
    opened = mle.open_sealed(expected["http_body_utf8"].encode(), case["keyId_header"], {KEY_ID: receiver(case)})

    assert opened.plaintext.decode() == case["plaintext_utf8"]
    assert opened.encryption == json.loads(case["protected_header_json"])["enc"]


@pytest.mark.parametrize(("case", "expected"), CASES)
def test_the_known_bytes_make_the_known_body(case: Any, expected: Any) -> None:
    header = json.loads(case["protected_header_json"])
    draws = scripted(case["cek_hex"], case["content_iv_hex"], case["oaep_seed_hex"])

    body = mle.seal(
        case["plaintext_utf8"].encode(),
        receiver(case).public_key(),
        key_id=header["kid"],
        issued_at_ms=header["iat"],
        chance=draws,
        encryption=header["enc"],
    )

    assert body.decode() == expected["http_body_utf8"]


@pytest.mark.parametrize("encryption", mle.ENCRYPTIONS)
def test_joserfc_and_jwcrypto_open_what_is_sealed(encryption: str) -> None:
    token = json.loads(sealed(encryption=encryption))["encData"]

    registry = joserfc.JWERegistry(algorithms=["RSA-OAEP-256", encryption], strict_check_header=False)
    theirs = jwcrypto.JWE()
    theirs.deserialize(token, JWK.from_pem(rsa.private_pem(SERVER)))
    assert theirs.payload == PLAINTEXT
    assert joserfc.decrypt_compact(token, RSAKey.import_key(rsa.private_pem(SERVER)), registry=registry).plaintext == PLAINTEXT


@pytest.mark.parametrize("encryption", mle.ENCRYPTIONS)
def test_what_joserfc_and_jwcrypto_seal_opens(encryption: str) -> None:
    header = {"alg": "RSA-OAEP-256", "enc": encryption, "kid": KEY_ID}
    pem = rsa.private_pem(SERVER)
    tokens = [
        joserfc.encrypt_compact(header, PLAINTEXT, RSAKey.import_key(pem), algorithms=["RSA-OAEP-256", encryption]),
        jwcrypto.JWE(PLAINTEXT, json.dumps(header), recipient=JWK.from_pem(pem)).serialize(compact=True),
    ]

    bodies = [json.dumps({"encData": token}).encode() for token in tokens]

    assert [mle.open_sealed(body, KEY_ID, KEYS).plaintext for body in bodies] == [PLAINTEXT] * 2


def test_an_opened_body_shows_no_plaintext_and_says_how_to_answer() -> None:
    opened = mle.open_sealed(sealed(encryption="A128GCM"), KEY_ID, KEYS)

    assert opened.encryption == "A128GCM"
    assert "consumer-1" not in repr(opened)


@pytest.mark.parametrize(
    ("body", "key_id", "cause"),
    [
        (b"", KEY_ID, "encData_missing"),
        (b"[]", KEY_ID, "encData_missing"),
        (b'{"encData":1}', KEY_ID, "encData_missing"),
        (b"[" * 100_000, KEY_ID, "encData_missing"),
        (b'{"encData":"x"}', KEY_ID, "jwe_malformed"),
        (with_part(2, ""), KEY_ID, "jwe_malformed"),
        (with_part(0, base64url.encode(b'{"alg":"RSA-OAEP-256","enc":"A128CBC-HS256"}')), KEY_ID, "jwe_algorithm_unsupported"),
        (
            with_part(0, base64url.encode(b'{"alg":"dir","enc":"A128GCM","kid":"%s"}' % KEY_ID.encode())),
            KEY_ID,
            "jwe_algorithm_unsupported",
        ),
        (with_part(0, base64url.encode(b'{"alg":"RSA-OAEP-256","enc":[]}')), KEY_ID, "jwe_algorithm_unsupported"),
        (sealed(), None, "unknown_key_id"),
        (sealed(), "another", "unknown_key_id"),
        (sealed(), KEY_ID.upper(), "keyid_header_differs_from_kid"),
        (sealed(public_key=CLIENT.public_key()), KEY_ID, "jwe_wrong_key"),
        (with_part(3, "AAAA"), KEY_ID, "jwe_tag_mismatch"),
    ],
)
def test_a_body_that_does_not_open_says_why(body: bytes, key_id: str | None, cause: str) -> None:
    with pytest.raises(MleError) as refused:
        mle.open_sealed(body, key_id, KEYS)

    assert refused.value.cause == cause


TOKENS = st.lists(st.text("AQab-_=", max_size=20), min_size=4, max_size=6).map(".".join)
MEMBERS = st.dictionaries(st.sampled_from(["encData", "x"]), TOKENS | st.text(max_size=20) | st.integers() | st.none())
BODIES = (
    st.binary(max_size=40)
    | MEMBERS.map(json.dumps).map(str.encode)
    | st.tuples(st.integers(0, 4), st.text("AQab-_", max_size=20)).map(lambda part: with_part(*part))
)


@settings(deadline=None)
@given(body=BODIES, key_id=st.just(KEY_ID) | st.text(max_size=10) | st.none())
def test_any_body_is_refused(body: bytes, key_id: str | None) -> None:
    with pytest.raises(MleError):
        mle.open_sealed(body, key_id, KEYS)
