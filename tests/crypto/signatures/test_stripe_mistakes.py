"""Every way to get a webhook signature wrong is named."""

import base64
import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.signatures.stripe_mistakes import CATALOGUE, SignatureCase, explain, signature

SECRET = "whsec_c2VjcmV0IGJ5dGVz"
TIME = 1_793_606_531
BODY = b'{"b": 1,\r\n "a": 2}'
RIGHT = signature(BODY, SECRET, TIME)


def under(key: bytes, text: bytes) -> str:
    return hmac.new(key, text, hashlib.sha256).hexdigest()


SIGNED = f"{TIME}.".encode() + BODY
WRONG = [
    ("signature_in_upper_case", RIGHT.upper()),
    ("signature_in_base64", base64.b64encode(bytes.fromhex(RIGHT)).decode()),
    ("signature_in_base64", base64.b64encode(bytes.fromhex(RIGHT)).decode().rstrip("=")),
    ("body_reserialised", signature(json.dumps(json.loads(BODY), separators=(",", ":")).encode(), SECRET, TIME)),
    ("body_reserialised", signature(json.dumps(json.loads(BODY), indent=2).encode(), SECRET, TIME)),
    ("body_trailing_whitespace", signature(BODY + b"\n", SECRET, TIME)),
    ("body_trailing_whitespace", signature(BODY.replace(b"\r\n", b"\n"), SECRET, TIME)),
    ("body_not_signed", signature(b"", SECRET, TIME)),
    ("timestamp_not_signed", under(SECRET.encode(), BODY)),
    ("dot_missing", under(SECRET.encode(), str(TIME).encode() + BODY)),
    ("secret_without_prefix", under(SECRET.removeprefix("whsec_").encode(), SIGNED)),
    ("secret_decoded", under(b"secret bytes", SIGNED)),
    ("secret_of_another_endpoint", signature(BODY, "whsec_other", TIME)),
    ("signature_mismatch", signature(BODY, "whsec_unknown", TIME)),
    ("signature_mismatch", ""),
]


@pytest.mark.parametrize(("cause", "sent"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(WRONG)])
def test_a_wrong_signature_is_named(cause: str, sent: str) -> None:
    finding = explain(SignatureCase(BODY, ("00", sent), TIME, SECRET, others=(("we_2", "whsec_other"),)))

    assert (finding.check, finding.cause) == ("signature", cause)
    assert "whsec_other" not in str(finding)


def test_every_cause_of_the_catalogue_has_a_fix_and_is_made_above() -> None:
    assert {mistake.cause for mistake in CATALOGUE} <= {cause for cause, _ in WRONG}
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


def test_a_case_shows_neither_body_nor_secret() -> None:
    shown = repr(SignatureCase(BODY, (), TIME, SECRET))

    assert (SECRET in shown, '"b"' in shown) == (False, False)


@given(payload=st.binary(max_size=30), sent=st.lists(st.text(max_size=10), max_size=3), secret=st.text(max_size=20))
def test_anything_hostile_is_explained(payload: bytes, sent: list[str], secret: str) -> None:
    finding = explain(SignatureCase(payload, tuple(sent), TIME, secret))

    assert (finding.check, bool(finding.fix)) == ("signature", True)
