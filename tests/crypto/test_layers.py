"""Payloads sealed by libraries that nobody here wrote are taken apart, and what does not open says why."""

import base64
import json
from typing import Any

import pytest
from client_encryption.field_level_encryption import encrypt_payload
from joserfc import jwe, jws
from joserfc.jwk import OctKey, RSAKey

from emulator.crypto.layers import Candidates, Peeled
from emulator.crypto.payloads.visa.fields import wrapping_key
from tests.crypto.known import demo
from tests.crypto.test_spoiling import FLE

SECRET = "a shared secret's text"
PLAIN = {"card": {"accountNumber": "5204731600014784"}}
CANDIDATES = Candidates((demo("request"), demo("response")), {"visa-key": SECRET})


def rsa_jwe(plain: Any, name: str = "response") -> str:
    key = RSAKey.import_key((demo(name).private_key_pem or b"").decode())
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": name}
    return jwe.encrypt_compact(header, json.dumps(plain).encode(), key, algorithms=["RSA-OAEP-256", "A256GCM"])


def shared_jwe(plain: Any) -> str:
    octets = base64.urlsafe_b64encode(wrapping_key(SECRET)).decode().rstrip("=")
    header = {"alg": "A256GCMKW", "enc": "A256GCM", "kid": "visa-key"}
    key = OctKey.import_key({"kty": "oct", "k": octets})
    return jwe.encrypt_compact(header, json.dumps(plain).encode(), key, algorithms=["A256GCMKW", "A256GCM"])


def taken_apart(payload: Any) -> tuple[Any, list[tuple[str, str, str | None]]]:
    peeled = Peeled(CANDIDATES)
    inside = peeled.open(payload)
    return inside, [(layer.at, layer.form, layer.key) for layer in peeled.layers]


def test_a_jwe_is_opened_by_whichever_key_fits() -> None:
    assert taken_apart(rsa_jwe(PLAIN)) == (PLAIN, [("", "jwe", "response")])
    assert taken_apart({"encCard": shared_jwe(PLAIN)}) == ({"encCard": PLAIN}, [("encCard", "jwe", "visa-key")])


def test_a_field_level_encrypted_node_is_opened_and_its_recipe_told() -> None:
    sealed = encrypt_payload({"a": PLAIN}, FLE)
    peeled = Peeled(CANDIDATES)

    assert peeled.open(sealed) == {"sealed": PLAIN}
    assert [(layer.at, layer.key, layer.problem) for layer in peeled.layers] == [("sealed", "response", None)]
    assert "AES-CBC" in (peeled.layers[0].recipe or "")


def test_layers_are_taken_off_one_by_one() -> None:
    signed = jws.serialize_compact({"alg": "HS256"}, rsa_jwe(PLAIN).encode(), OctKey.generate_key(256))
    envelope = base64.b64encode(json.dumps({"inner": signed}).encode()).decode()

    assert taken_apart(envelope) == ({"inner": PLAIN}, [("", "base64_json", None), ("inner", "jws", None), ("inner", "jwe", "response")])


@pytest.mark.parametrize(
    ("spoil", "cause"),
    [
        (lambda token: token[:-4] + "AAAA", "jwe_tag_mismatch"),
        (lambda token: "eyJhIjo." + token.partition(".")[2], "jwe_malformed"),
        (lambda token: token.replace(token.split(".")[1], rsa_jwe(PLAIN, "request").split(".")[1]), "jwe_tag_mismatch"),
    ],
)
def test_what_does_not_open_says_why_and_stays_as_it_is(spoil: Any, cause: str) -> None:
    spoilt = spoil(rsa_jwe(PLAIN))
    peeled = Peeled(CANDIDATES)

    assert peeled.open(spoilt) == spoilt
    assert [layer.problem.cause for layer in peeled.layers if layer.problem] == [cause]


def test_a_foreign_key_is_said_to_be_one() -> None:
    peeled = Peeled(Candidates((demo("request"),)))

    peeled.open(rsa_jwe(PLAIN))

    (layer,) = peeled.layers
    assert layer.problem
    assert layer.problem.cause == "jwe_wrong_key"


@pytest.mark.parametrize("plain", ["text", 1, None, [1, "two"], {"a": ["b"]}, "a.b.c", ""])
def test_what_is_not_wrapped_stays_as_it_is(plain: Any) -> None:
    assert taken_apart(plain) == (plain, [])
