"""The JWK with which a token requestor verifies what MDES signed."""

from joserfc import jws as joserfc
from joserfc.jwk import RSAKey

from emulator.crypto.jose import jwk, jws
from tests.crypto.known import demo, private, witness
from tests.witness import vectors


def test_the_known_key_comes_out() -> None:
    known = vectors("mdes_tav_jws")["jws"]

    key = jwk.verification_key(witness("jws").certificate, kid=known["header"]["kid"])

    assert key == known["jwk"]
    assert list(key) == list(known["jwk"])


def test_another_library_verifies_with_the_key() -> None:
    pair = demo("jws")
    token = jws.sign(b"payload", private(pair), header={"kid": "1"})

    key = RSAKey.import_key(jwk.verification_key(pair.certificate, kid="1"))  # type: ignore[arg-type]  # the library types its own keys only

    assert joserfc.deserialize_compact(token, key).payload == b"payload"
