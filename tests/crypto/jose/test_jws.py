"""Compact JWS: the known token, two other libraries, and everything that is not signed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws as joserfc
from joserfc.jwk import RSAKey
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from emulator.crypto.jose import base64url, jws
from tests.crypto.known import demo, private, private_pem, witness
from tests.witness import vectors

PAIR = demo("jws")
TOKEN = jws.sign(b'{"locale":"en_US"}', private(PAIR), header={"kid": "asset-1"})


def test_the_known_token_comes_out() -> None:
    known = vectors("mdes_tav_jws")["jws"]
    payload = json.dumps(known["payload"], separators=(",", ":")).encode()

    token = jws.sign(payload, private(witness("jws")), header={"kid": known["header"]["kid"]})

    assert token == known["compact"]


def test_the_known_token_verifies() -> None:
    known = vectors("mdes_tav_jws")["jws"]

    verified = jws.verify(known["compact"], witness("jws").public_key)

    assert (verified.header, json.loads(verified.payload)) == (known["header"], known["payload"])


def test_joserfc_and_jwcrypto_verify_what_is_signed() -> None:
    theirs = JWS()
    theirs.deserialize(TOKEN, JWK.from_pem(private_pem(PAIR)))

    assert theirs.payload == b'{"locale":"en_US"}'
    assert joserfc.deserialize_compact(TOKEN, RSAKey.import_key(private_pem(PAIR))).payload == b'{"locale":"en_US"}'


def test_what_joserfc_signs_verifies() -> None:
    token = joserfc.serialize_compact({"alg": "RS256"}, b"payload", RSAKey.import_key(private_pem(PAIR)))

    assert jws.verify(token, PAIR.public_key).payload == b"payload"


def without_signature() -> str:
    return base64url.encode(b'{"alg":"none"}') + "." + TOKEN.split(".")[1] + "."


@pytest.mark.parametrize("token", ["", "a.b.c", TOKEN[:-4] + "AAAA", TOKEN.replace(".", "", 1), without_signature(), "é.é.é"])
def test_a_token_that_is_not_signed_is_refused(token: str) -> None:
    with pytest.raises(jws.JwsError):
        jws.verify(token, PAIR.public_key)


def test_a_token_of_another_key_is_refused() -> None:
    with pytest.raises(jws.JwsError):
        jws.verify(TOKEN, demo("tav").public_key)


@settings(deadline=None)
@given(token=st.text(max_size=60) | st.lists(st.text("AQab-_", max_size=30), min_size=3, max_size=3).map(".".join))
def test_any_other_text_is_refused(token: str) -> None:
    with pytest.raises(jws.JwsError):
        jws.verify(token, PAIR.public_key)
