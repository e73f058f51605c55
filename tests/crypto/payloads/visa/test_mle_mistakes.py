"""Every mistake in message-level encryption is named."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto.jose import base64url
from emulator.crypto.payloads.visa.mle_mistakes import CATALOGUE, explain
from tests.crypto.known import demo, private
from tests.crypto.payloads.visa.messages import CLIENT, EXPECTED, INPUTS, KEY_ID, KEYS, sealed, with_part

OTHERS = {"client": CLIENT, "request": private(demo("request"))}
STRANGER = demo("issuer").public_key


@pytest.mark.parametrize("name", INPUTS["refused"])
def test_every_known_mistake_is_named(name: str) -> None:
    case = INPUTS["refused"][name]

    finding = explain(case["http_body_utf8"].encode(), case["keyId_header"], KEYS, others=OTHERS)

    assert finding is not None
    assert finding.cause == EXPECTED["refused"][name]["diagnosis"]


@pytest.mark.parametrize("name", INPUTS["cases"])
def test_no_mistake_is_found_in_a_good_body(name: str) -> None:
    is_answer = INPUTS["cases"][name]["direction"].startswith("server ->")
    keys = {KEY_ID: CLIENT} if is_answer else KEYS

    assert explain(EXPECTED["cases"][name]["http_body_utf8"].encode(), KEY_ID, keys) is None


CBC = base64url.encode(json.dumps({"alg": "RSA-OAEP-256", "enc": "A128CBC-HS256"}).encode())
MISTAKES: list[tuple[str, bytes, str | None]] = [
    ("encData_missing", b'{"consumerId":"consumer-1"}', KEY_ID),
    ("jwe_malformed", with_part(1, "!"), KEY_ID),
    ("jwe_algorithm_unsupported", with_part(0, CBC), KEY_ID),
    ("keyId_header_missing", sealed(), None),
    ("keyId_header_missing", sealed(), ""),
    ("unknown_key_id", sealed(), "another"),
    ("keyid_header_differs_from_kid", sealed(key_id="other"), KEY_ID),
    ("encrypted_with_client_certificate", sealed(public_key=CLIENT.public_key()), KEY_ID),
    ("encrypted_with_another_of_our_keys", sealed(public_key=demo("request").public_key), KEY_ID),
    ("jwe_wrong_key", sealed(public_key=STRANGER), KEY_ID),
    ("jwe_tag_mismatch", with_part(4, "A" * 22), KEY_ID),
    ("plaintext_not_json", sealed(plaintext=b"consumer-1"), KEY_ID),
    ("iat_in_seconds", sealed(issued_at_ms=1_700_000_000), KEY_ID),
]


@pytest.mark.parametrize(("cause", "body", "key_id"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(MISTAKES)])
def test_a_mistake_made_by_hand_is_named(cause: str, body: bytes, key_id: str | None) -> None:
    finding = explain(body, key_id, KEYS, others=OTHERS)

    assert finding is not None
    assert (finding.check, finding.cause) == ("encryption", cause)
    assert "consumer-1" not in str(finding)


def test_every_cause_of_the_catalogue_has_a_fix_and_is_made_above() -> None:
    assert {mistake.cause for mistake in CATALOGUE} == {cause for cause, *_ in MISTAKES}
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


TOKENS = st.lists(st.text("AQab-_=", max_size=20), min_size=4, max_size=6).map(".".join)
BODIES = (
    st.binary(max_size=40)
    | st.text(max_size=20).map(lambda text: json.dumps({"encData": text}).encode())
    | TOKENS.map(lambda token: json.dumps({"encData": token}).encode())
)


@settings(deadline=None)
@given(body=BODIES, key_id=st.just(KEY_ID) | st.text(max_size=10) | st.none())
def test_anything_hostile_is_explained(body: bytes, key_id: str | None) -> None:
    finding = explain(body, key_id, KEYS, others=OTHERS)

    assert finding is not None
    assert finding.fix
