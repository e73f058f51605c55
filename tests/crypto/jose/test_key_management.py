"""Ways of the content key: the examples of RFC 7520, two other libraries in both directions, and keys that do not fit."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwe as joserfc
from joserfc.jwk import OctKey
from jwcrypto import jwe as jwcrypto
from jwcrypto.jwk import JWK

from emulator.crypto import chance
from emulator.crypto.jose import base64url, jwe
from emulator.crypto.jose.key_management import KEY_MANAGEMENT, MissingParameter, NotUnwrapped, UnfitKey
from tests.crypto.known import demo, private, scripted
from tests.witness import vectors

SHARED = bytes(range(32))
PLAINTEXT = b'{"accountNumber":"4761120010000492"}'
# alg, enc, and the bytes of the shared key that they want.
SYMMETRIC = [("A128GCMKW", "A256GCM", 16), ("A256GCMKW", "A256GCM", 32), ("A256GCMKW", "A128CBC-HS256", 32), ("dir", "A256GCM", 32)]


def sealed(algorithm: str, encryption: str, size: int) -> str:
    return jwe.seal(PLAINTEXT, SHARED[:size], header={"alg": algorithm, "enc": encryption}, chance=chance.seeded(b"shared"))


def opened(token: str, algorithm: str, key: bytes) -> bytes:
    return jwe.open_sealed(token, lambda _: key, allowed={algorithm}).plaintext


@pytest.mark.parametrize("algorithm", ["dir", "A256GCMKW"])
def test_the_examples_of_rfc_7520_come_out_byte_for_byte_and_open(algorithm: str) -> None:
    example = vectors("rfc7520")[algorithm]
    key, plaintext = base64url.decode(example["key"]), example["plaintext_utf8"].encode()
    draws = scripted(*(base64url.decode(draw).hex() for draw in example["drawn"]))

    token = jwe.seal(plaintext, key, header=example["header"], chance=draws)

    assert token == example["compact"]
    assert opened(token, algorithm, key) == plaintext


@pytest.mark.parametrize(("algorithm", "encryption", "size"), SYMMETRIC)
def test_joserfc_and_jwcrypto_open_what_is_sealed(algorithm: str, encryption: str, size: int) -> None:
    token = sealed(algorithm, encryption, size)

    theirs = jwcrypto.JWE(algs=[algorithm, encryption])
    theirs.deserialize(token, JWK(kty="oct", k=base64url.encode(SHARED[:size])))
    assert theirs.payload == PLAINTEXT
    assert joserfc.decrypt_compact(token, OctKey.import_key(SHARED[:size]), algorithms=[algorithm, encryption]).plaintext == PLAINTEXT


@pytest.mark.parametrize(("algorithm", "encryption", "size"), SYMMETRIC)
def test_what_joserfc_and_jwcrypto_seal_opens(algorithm: str, encryption: str, size: int) -> None:
    protected = {"alg": algorithm, "enc": encryption}
    key = JWK(kty="oct", k=base64url.encode(SHARED[:size]))
    theirs = jwcrypto.JWE(PLAINTEXT, json.dumps(protected), recipient=key, algs=[algorithm, encryption])
    tokens = [
        theirs.serialize(compact=True),
        joserfc.encrypt_compact(protected, PLAINTEXT, OctKey.import_key(SHARED[:size]), algorithms=[algorithm, encryption]),
    ]

    assert [opened(token, algorithm, SHARED[:size]) for token in tokens] == [PLAINTEXT] * 2


def test_members_that_the_wrap_adds_stand_where_the_header_has_them() -> None:
    header = {"alg": "A256GCMKW", "iv": "", "enc": "A256GCM", "tag": "", "iss": "x"}

    token = jwe.seal(PLAINTEXT, SHARED, header=header, chance=chance.seeded(b"order"))

    assert list(jwe.read_header(token)) == ["alg", "iv", "enc", "tag", "iss"]
    assert opened(token, "A256GCMKW", SHARED) == PLAINTEXT


@pytest.mark.parametrize(("algorithm", "encryption", "size"), SYMMETRIC)
def test_another_shared_key_does_not_open_it(algorithm: str, encryption: str, size: int) -> None:
    token = sealed(algorithm, encryption, size)

    with pytest.raises((jwe.WrongKey, jwe.TamperedToken)):
        opened(token, algorithm, bytes(size))


@pytest.mark.parametrize("name", sorted(KEY_MANAGEMENT))
def test_a_key_of_another_kind_or_size_is_refused(name: str) -> None:
    unfit = b"short" if name != "dir" else demo("request").public_key
    fitting_kind = SHARED if name.startswith("RSA") else demo("request").public_key

    for key in (unfit, fitting_kind):
        with pytest.raises(UnfitKey):
            jwe.seal(PLAINTEXT, key, header={"alg": name, "enc": "A256GCM"}, chance=chance.system)


@pytest.mark.parametrize(("algorithm", "encryption", "size"), SYMMETRIC)
def test_a_receiver_with_an_rsa_key_is_no_receiver_of_a_shared_key(algorithm: str, encryption: str, size: int) -> None:
    token = sealed(algorithm, encryption, size)

    with pytest.raises(jwe.WrongKey):
        jwe.open_sealed(token, lambda _: private(demo("request")), allowed={algorithm})


@pytest.mark.parametrize("members", [{}, {"iv": "AAAA"}, {"iv": 1}, {"iv": "not base64url!"}, {"tag": ""}, {"tag": None}])
def test_a_header_without_the_wraps_vector_and_tag_is_malformed(members: Mapping[str, Any]) -> None:
    right = {"iv": base64url.encode(bytes(12)), "tag": base64url.encode(bytes(16))}
    header = {**right, **members} if members else {}

    with pytest.raises(MissingParameter):
        KEY_MANAGEMENT["A256GCMKW"].unwrap(b"", SHARED, header)


def test_a_directly_used_key_leaves_the_second_part_empty() -> None:
    with pytest.raises(NotUnwrapped):
        KEY_MANAGEMENT["dir"].unwrap(b"x", SHARED, {})


@given(wrapped=st.binary(max_size=48), iv=st.binary(max_size=16), tag=st.binary(max_size=20))
def test_any_wrapped_key_is_refused(wrapped: bytes, iv: bytes, tag: bytes) -> None:
    header = {"iv": base64url.encode(iv), "tag": base64url.encode(tag)}

    with pytest.raises((NotUnwrapped, MissingParameter)):
        KEY_MANAGEMENT["A256GCMKW"].unwrap(wrapped, SHARED, header)
