"""Signatures taken apart."""

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto.signatures.rsassa import take_apart
from tests.crypto.known import demo
from tests.crypto.signatures.signing import PSS, signature

KEY = demo("signing").public_key


@pytest.mark.parametrize("digest", [hashes.MD5(), hashes.SHA1(), hashes.SHA224(), hashes.SHA256(), hashes.SHA384(), hashes.SHA512()])  # noqa: S303  (all of them are told apart)
def test_a_pkcs1_signature_shows_its_hash_and_what_it_covers(digest: Any) -> None:
    inside = take_apart(base64.b64decode(signature("text", digest=digest)), KEY)

    assert inside is not None
    assert (inside.scheme, inside.digest_name) == ("PKCS1-v1_5", digest.name)
    assert (inside.covers(b"text"), inside.covers(b"other")) == (True, False)


@pytest.mark.parametrize(
    ("scheme", "salt"),
    [
        (PSS, 32),
        (padding.PSS(padding.MGF1(hashes.SHA256()), 0), 0),
        (padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH), 222),
    ],
)
def test_a_pss_signature_shows_its_salt_and_what_it_covers(scheme: Any, salt: int) -> None:
    inside = take_apart(base64.b64decode(signature("text", scheme=scheme)), KEY)

    assert inside is not None
    assert (inside.scheme, len(inside.salt)) == ("PSS", salt)
    assert (inside.covers(b"text"), inside.covers(b"other")) == (True, False)


@pytest.mark.parametrize("scheme", [padding.PKCS1v15(), PSS])
def test_a_signature_of_another_key_has_nothing_inside(scheme: Any) -> None:
    assert take_apart(base64.b64decode(signature("text", key="jws", scheme=scheme)), KEY) is None


@settings(deadline=None)
@given(octets=st.binary(max_size=300) | st.binary(min_size=256, max_size=256) | st.just(b"\xff" * 256))
def test_anything_else_has_nothing_inside(octets: bytes) -> None:
    assert take_apart(octets, KEY) is None
