"""Compact JWE: published examples, two other libraries, the official client, and everything hostile."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from client_encryption.jwe_encryption import decrypt_payload, encrypt_payload
from client_encryption.jwe_encryption_config import JweEncryptionConfig
from cryptography.hazmat.primitives.asymmetric import rsa as library
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwe as joserfc
from joserfc.jwk import RSAKey
from jwcrypto import jwe as jwcrypto
from jwcrypto.jwk import JWK

from emulator.crypto import chance
from emulator.crypto.jose import base64url, jwe
from tests.crypto.known import DEMO, demo, private, private_pem, scripted, witness
from tests.witness import vectors

PAIR = demo("request")
PLAINTEXT = '{"accountHolderName": "José Doe"}'.encode()
ENCRYPTIONS = ("A128GCM", "A192GCM", "A256GCM", "A128CBC-HS256")


def header(encryption: str = "A256GCM", algorithm: str = "RSA-OAEP-256") -> dict[str, str]:
    return {"alg": algorithm, "enc": encryption, "kid": PAIR.fingerprints.spki_sha256, "cty": "application/json"}


def key_for(_: Mapping[str, object]) -> RSAPrivateKey:
    return private(PAIR)


def sealed(encryption: str = "A256GCM") -> str:
    return jwe.seal(PLAINTEXT, PAIR.public_key, header=header(encryption), chance=chance.seeded(b"jwe"))


def case(identifier: str) -> Any:
    return next(case for case in vectors("mdes_jwe")["cases"] if case["id"] == identifier)


def private_key_of(jwk: Mapping[str, str]) -> RSAPrivateKey:
    n, e, d = (int.from_bytes(base64url.decode(jwk[name]), "big") for name in "ned")
    p, q = library.rsa_recover_prime_factors(n, e, d)
    crt = library.rsa_crt_dmp1(d, p), library.rsa_crt_dmq1(d, q), library.rsa_crt_iqmp(p, q)
    return library.RSAPrivateNumbers(p, q, d, *crt, library.RSAPublicNumbers(e, n)).private_key()


def test_the_example_of_rfc_7516_appendix_a_1_opens() -> None:
    example = vectors("rfc7516")["a1"]
    key = private_key_of(example["key"])

    opened = jwe.open_sealed(example["compact"], lambda _: key, allowed={"RSA-OAEP"})

    assert opened.plaintext.decode() == example["plaintext_utf8"]


@pytest.mark.parametrize("identifier", [case["id"] for case in vectors("mdes_jwe")["cases"]])
def test_the_known_tokens_open(identifier: str) -> None:
    known = case(identifier)

    opened = jwe.open_sealed(known["message"]["encryptedData"], lambda _: private(witness("request")))

    assert opened.plaintext.decode() == known["plaintext_utf8"]
    assert opened.header == json.loads(known["protected_header_utf8"])


def test_given_bytes_make_the_token_of_the_official_client() -> None:
    known = case("official_client_a256gcm_16_byte_iv")
    source = scripted(known["cek_hex"], known["iv_hex"], "00" * 32)

    token = jwe.seal(
        known["plaintext_utf8"].encode(),
        witness("request").public_key,
        header=json.loads(known["protected_header_utf8"]),
        chance=source,
        iv_bytes=16,
    )

    # The second part holds the wrapped key, whose padding was drawn anew.
    ours, theirs = token.split("."), known["message"]["encryptedData"].split(".")
    assert (ours[0], ours[2:]) == (theirs[0], theirs[2:])


def test_a_tampered_tag_is_refused() -> None:
    token = vectors("mdes_jwe")["negative"][0]["message"]["encryptedData"]

    with pytest.raises(jwe.TamperedToken):
        jwe.open_sealed(token, lambda _: private(witness("request")))


@pytest.mark.parametrize("encryption", ENCRYPTIONS)
def test_joserfc_and_jwcrypto_open_what_is_sealed(encryption: str) -> None:
    token = sealed(encryption)

    theirs = jwcrypto.JWE()
    theirs.deserialize(token, JWK.from_pem(private_pem(PAIR)))
    algorithms = ["RSA-OAEP-256", encryption]
    assert theirs.payload == PLAINTEXT
    assert joserfc.decrypt_compact(token, RSAKey.import_key(private_pem(PAIR)), algorithms=algorithms).plaintext == PLAINTEXT


@pytest.mark.parametrize("encryption", ENCRYPTIONS)
def test_what_joserfc_and_jwcrypto_seal_opens(encryption: str) -> None:
    protected = {"alg": "RSA-OAEP-256", "enc": encryption}
    theirs = jwcrypto.JWE(PLAINTEXT, json.dumps(protected), recipient=JWK.from_pem(private_pem(PAIR)))
    tokens = [
        theirs.serialize(compact=True),
        joserfc.encrypt_compact(protected, PLAINTEXT, RSAKey.import_key(private_pem(PAIR)), algorithms=list(protected.values())),
    ]

    assert [jwe.open_sealed(token, key_for).plaintext for token in tokens] == [PLAINTEXT] * 2


@pytest.fixture
def official() -> JweEncryptionConfig:
    """The official client's configuration, with one key pair for both directions."""
    paths = {"$": {"toEncrypt": {"$": "$"}, "toDecrypt": {"encryptedData": "$"}}}
    return JweEncryptionConfig(
        {
            "paths": paths,
            "encryptedValueFieldName": "encryptedData",
            "encryptionCertificate": str(DEMO / "request.crt"),
            "decryptionKey": str(DEMO / "request.key"),
        }
    )


def test_what_the_official_client_seals_opens(official: JweEncryptionConfig) -> None:
    payload = {"cardAccountData": {"expiryMonth": "09"}}

    opened = jwe.open_sealed(encrypt_payload(payload, official)["encryptedData"], key_for)

    assert json.loads(opened.plaintext) == payload
    assert opened.header == header()


def test_the_official_client_opens_what_is_sealed(official: JweEncryptionConfig) -> None:
    token = jwe.seal(b'{"a": 1}', PAIR.public_key, header=header(), chance=chance.system, iv_bytes=16)

    assert decrypt_payload({"encryptedData": token}, official) == {"a": 1}


def test_the_same_chance_gives_the_same_token() -> None:
    assert sealed() == sealed()


def test_an_opened_token_does_not_show_its_plaintext() -> None:
    assert "José" not in repr(jwe.open_sealed(sealed(), key_for))


def test_a_key_that_nobody_knows_is_the_callers_matter() -> None:
    class Unknown(Exception):
        pass

    def refuse(_: Mapping[str, object]) -> RSAPrivateKey:
        raise Unknown

    with pytest.raises(Unknown):
        jwe.open_sealed(sealed(), refuse)


def replaced(part: int, value: str) -> str:
    parts = sealed().split(".")
    parts[part] = value
    return ".".join(parts)


def with_header(**members: object) -> str:
    return replaced(0, base64url.encode(json.dumps({**header(), **members}).encode()))


@pytest.mark.parametrize(
    ("token", "error"),
    [
        ("", jwe.MalformedToken),
        ("a.b.c.d", jwe.MalformedToken),
        (sealed() + ".", jwe.MalformedToken),
        (replaced(0, "bm90IGpzb24"), jwe.MalformedToken),
        (replaced(0, "W10"), jwe.MalformedToken),
        (replaced(1, "not base64url!"), jwe.MalformedToken),
        (replaced(2, ""), jwe.MalformedToken),
        (replaced(4, "AAAA"), jwe.MalformedToken),
        (replaced(1, "AAAA"), jwe.WrongKey),
        (replaced(3, "AAAA"), jwe.TamperedToken),
        (replaced(3, ""), jwe.TamperedToken),
        (with_header(more="x"), jwe.TamperedToken),
        (with_header(alg="RSA-OAEP"), jwe.UnsupportedAlgorithm),
        (with_header(alg="none"), jwe.UnsupportedAlgorithm),
        (with_header(alg=["RSA-OAEP-256"]), jwe.UnsupportedAlgorithm),
        (with_header(enc="A256CBC-HS512"), jwe.UnsupportedAlgorithm),
        (with_header(enc=None), jwe.UnsupportedAlgorithm),
        (with_header(crit=["b64"]), jwe.UnsupportedAlgorithm),
        (with_header(enc="A128GCM"), jwe.WrongKey),
        (with_header(enc="A128CBC-HS256"), jwe.MalformedToken),
    ],
)
def test_a_token_that_does_not_open_says_why(token: str, error: type[jwe.JweError]) -> None:
    with pytest.raises(error) as refused:
        jwe.open_sealed(token, key_for)

    assert refused.value.cause.startswith("jwe_")


def test_a_token_for_another_key_is_refused() -> None:
    with pytest.raises(jwe.WrongKey):
        jwe.open_sealed(sealed(), lambda _: private(demo("response")))


def test_sealing_with_an_unknown_algorithm_is_refused() -> None:
    with pytest.raises(jwe.UnsupportedAlgorithm, match="enc must be one of"):
        jwe.seal(b"", PAIR.public_key, header=header("A1GCM"), chance=chance.system)
    with pytest.raises(jwe.UnsupportedAlgorithm, match="alg must be one of"):
        jwe.seal(b"", PAIR.public_key, header=header(algorithm="A256KW"), chance=chance.system)


@settings(max_examples=150, deadline=None)
@given(
    token=st.text(max_size=80)
    | st.lists(st.text("AQab-_=.", max_size=30), min_size=5, max_size=5).map(".".join)
    | st.tuples(st.integers(0, 4), st.text("AQab-_", max_size=40)).map(lambda change: replaced(*change))
)
def test_any_text_opens_or_is_refused(token: str) -> None:
    try:
        opened = jwe.open_sealed(token, key_for)
    except jwe.JweError:
        return

    assert opened.plaintext == PLAINTEXT
