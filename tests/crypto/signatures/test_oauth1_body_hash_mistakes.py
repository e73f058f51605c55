"""Every way to get the body hash wrong is named."""

import base64
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.signatures.oauth1_body_hash_mistakes import BodyHashCase, body_hash, explain

BODY = b'{"b":"\xc3\xa9","a":[1,2]}'
DIGEST = hashlib.sha256(BODY).digest()
RIGHT = base64.b64encode(DIGEST).decode()
# A body whose hash has a plus sign and a slash.
ODD = next(body for number in range(1000) if all(sign in body_hash(body := str(number).encode()) for sign in "+/"))


@pytest.mark.parametrize(
    ("sent", "body", "cause"),
    [
        (DIGEST.hex(), BODY, "body_hash_hex_not_base64"),
        (DIGEST.hex().upper(), BODY, "body_hash_hex_not_base64"),
        (base64.b64encode(DIGEST.hex().encode()).decode(), BODY, "body_hash_base64_of_hex"),
        (body_hash(ODD).replace("+", "-").replace("/", "_"), ODD, "body_hash_base64url"),
        (body_hash(ODD).replace("+", "-").replace("/", "_").rstrip("="), ODD, "body_hash_base64url"),
        (body_hash(ODD).replace("+", " "), ODD, "body_hash_plus_became_blank"),
        (RIGHT.replace("=", "%253D"), BODY, "body_hash_escaped_twice"),
        (base64.b64encode(hashlib.sha1(BODY).digest()).decode(), BODY, "body_hash_other_digest"),  # noqa: S324  (the mistake that is made)
        (base64.b64encode(hashlib.sha512(BODY).digest()).decode(), BODY, "body_hash_other_digest"),
        (body_hash(b""), BODY, "body_hash_of_empty_body"),
        (body_hash(BODY + b"\n"), BODY, "body_hash_of_trimmed_text"),
        (body_hash(BODY), BODY + b" \r\n", "body_hash_of_trimmed_text"),
        (body_hash(b"a\r\nb"), b"a\nb", "body_hash_of_trimmed_text"),
        (body_hash(json.dumps(json.loads(BODY)).encode()), BODY, "body_hash_of_reserialised_json"),
        (body_hash(json.dumps(json.loads(BODY), indent=2, ensure_ascii=False).encode()), BODY, "body_hash_of_reserialised_json"),
        (body_hash(b"another body"), BODY, "tampered_body"),
        ("", BODY, "tampered_body"),
    ],
)
def test_a_wrong_hash_is_named(sent: str, body: bytes, cause: str) -> None:
    finding = explain(BodyHashCase(sent, body))

    assert (finding.check, finding.cause, finding.expected) == ("body_hash", cause, body_hash(body))


@pytest.mark.parametrize("hashed", [b'{"card":{"pan":1}}', b'{"card": {"pan": 1}}'])
def test_the_hash_of_the_body_before_encryption_is_named_once_it_is_known(hashed: bytes) -> None:
    case = BodyHashCase(body_hash(hashed), b'{"card":{"encryptedData":"00"}}', opened=(b'{"card":{"pan":1}}',))

    assert explain(case).cause == "body_hash_of_plaintext"


def test_the_finding_does_not_show_the_plaintext() -> None:
    case = BodyHashCase(body_hash(b'{"card": "4111"}'), b"{}", opened=(b'{"card":"4111"}',))

    assert "4111" not in str(explain(case))


@given(sent=st.text(max_size=50), body=st.binary(max_size=50), opened=st.lists(st.binary(max_size=20), max_size=2))
def test_anything_hostile_is_explained(sent: str, body: bytes, opened: list[bytes]) -> None:
    finding = explain(BodyHashCase(sent, body, tuple(opened)))

    assert (finding.check, bool(finding.fix)) == ("body_hash", True)
