"""What was spoilt is refused by libraries that nobody here wrote, for the reason that was asked for."""

import json
from typing import Any

import jwcrypto.jwe
import pytest
import stripe
from client_encryption.encryption_exception import EncryptionError
from client_encryption.field_level_encryption import decrypt_payload, encrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from joserfc import jwe, jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import OctKey, RSAKey
from jwcrypto.jwk import JWK

from emulator.config import shipped
from emulator.crypto.chance import seeded
from emulator.crypto.spoiling import bad_signature, broken_tag, malformed_json, wrong_key, wrong_kid

PRIVATE = (shipped("keys") / "mdes" / "response.key").read_text()
SECRET = OctKey.import_key({"kty": "oct", "k": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"})
CHANCE = seeded(b"spoiling")
FLE = FieldLevelEncryptionConfig(
    {
        "paths": {"$": {"toEncrypt": {"a": "sealed"}, "toDecrypt": {"sealed": "a"}}},
        "ivFieldName": "iv",
        "encryptedKeyFieldName": "encryptedKey",
        "encryptedValueFieldName": "encryptedData",
        "dataEncoding": "hex",
        "oaepPaddingDigestAlgorithm": "SHA-256",
        "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
        "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
        "encryptionCertificate": str(shipped("keys") / "mdes" / "response.crt"),
        "decryptionKey": str(shipped("keys") / "mdes" / "response.key"),
    }
)


def sealed_jwe() -> bytes:
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "right"}
    return json.dumps(
        {"encryptedData": jwe.encrypt_compact(header, b"hello", RSAKey.import_key(PRIVATE), algorithms=["RSA-OAEP-256", "A256GCM"])}
    ).encode()


def opened_jwe(body: bytes) -> Any:
    token = jwcrypto.jwe.JWE()
    token.deserialize(json.loads(body)["encryptedData"], JWK.from_pem(PRIVATE.encode()))
    return token


@pytest.mark.parametrize("spoil", [broken_tag, wrong_key, wrong_kid])
def test_a_spoilt_jwe_is_still_one_and_does_not_open(spoil: Any) -> None:
    whole = sealed_jwe()
    spoilt = spoil(whole, CHANCE)

    assert opened_jwe(whole).payload == b"hello"
    with pytest.raises(jwcrypto.jwe.InvalidJWEData):
        opened_jwe(spoilt)


def test_a_wrong_kid_names_a_key_that_nobody_has() -> None:
    token = jwcrypto.jwe.JWE()
    token.deserialize(json.loads(wrong_kid(sealed_jwe(), CHANCE))["encryptedData"])

    assert json.loads(token.objects["protected"])["kid"] == "key-that-nobody-has"


def test_a_spoilt_jws_is_refused() -> None:
    signed = jws.serialize_compact({"alg": "HS256"}, b"hello", SECRET)

    spoilt = broken_tag(json.dumps({"token": signed}).encode(), CHANCE)

    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(json.loads(spoilt)["token"], SECRET)


@pytest.mark.parametrize("spoil", [broken_tag, wrong_key])
def test_a_spoilt_field_level_encryption_does_not_open(spoil: Any) -> None:
    sealed = encrypt_payload({"a": {"text": "hello " * 10}}, FLE)

    spoilt = json.loads(spoil(json.dumps(sealed).encode(), CHANCE))

    assert decrypt_payload(json.loads(json.dumps(sealed)), FLE)["a"]["text"].startswith("hello")
    with pytest.raises(EncryptionError):
        decrypt_payload(spoilt, FLE)


def test_a_wrong_fingerprint_is_another_of_the_same_length() -> None:
    sealed = encrypt_payload({"a": {"text": "hello"}}, FLE)

    spoilt = json.loads(wrong_kid(json.dumps(sealed).encode(), CHANCE))

    assert len(spoilt["sealed"]["publicKeyFingerprint"]) == len(sealed["sealed"]["publicKeyFingerprint"])
    assert spoilt["sealed"]["publicKeyFingerprint"] != sealed["sealed"]["publicKeyFingerprint"]


def test_half_a_message_is_no_json() -> None:
    with pytest.raises(json.JSONDecodeError):
        json.loads(malformed_json(b'{"a": {"b": 1}}', CHANCE))


def test_a_spoilt_stripe_signature_is_refused_by_the_official_library() -> None:
    good = {"Stripe-Signature": stripe.WebhookSignature._compute_signature("1.{}", "whsec_x"), "Content-Type": "x"}
    header = {**good, "Stripe-Signature": f"t=1,v1={good['Stripe-Signature']}"}

    spoilt = bad_signature(header)

    assert stripe.WebhookSignature.verify_header("{}", header["Stripe-Signature"], "whsec_x")
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.WebhookSignature.verify_header("{}", spoilt["Stripe-Signature"], "whsec_x")
    assert spoilt["Content-Type"] == "x"


@pytest.mark.parametrize("value", ["xv2:1700000000:0a1b2c", "xv2:1700000000:1a1b2c"])
def test_a_spoilt_x_pay_token_keeps_its_form(value: str) -> None:
    spoilt = bad_signature({"x-pay-token": value})["x-pay-token"]

    assert spoilt != value
    assert spoilt.rpartition(":")[0] == value.rpartition(":")[0]
    assert len(spoilt) == len(value)
