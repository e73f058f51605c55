"""Every mistake in an encrypted field is named."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto import chance
from emulator.crypto.jose import base64url
from emulator.crypto.payloads.visa import fields
from emulator.crypto.payloads.visa.field_mistakes import CATALOGUE, FieldCase, explain
from tests.crypto.known import demo
from tests.crypto.payloads.visa.cards import EXPECTED, INPUTS, KEYS, PAN, RSA, SECRET, made, with_part, wrapped_with

OTHERS = {"signing": "another secret"}
NOW = datetime.fromtimestamp(1_700_003_600, UTC)


def options(case: Any) -> dict[str, Any]:
    if "now" not in case:
        return {}
    return {"now": datetime.fromtimestamp(case["now"], UTC), "max_age": timedelta(seconds=case["max_age_seconds"])}


@pytest.mark.parametrize("name", INPUTS["refused"])
def test_every_known_mistake_is_named(name: str) -> None:
    case = INPUTS["refused"][name]

    finding = explain(case["compact_jwe"], KEYS, **options(case))

    assert finding is not None
    assert finding.cause == EXPECTED["refused"][name]["diagnosis"]


@pytest.mark.parametrize("name", INPUTS["cases"])
def test_no_mistake_is_found_in_a_good_field(name: str) -> None:
    assert explain(EXPECTED["cases"][name]["compact_jwe"], KEYS, others=OTHERS) is None


def not_json() -> str:
    return fields.seal(b"text", SECRET, header=fields.protected_header("AK1"), chance=chance.system)


MASTERCARD = base64.b64encode(json.dumps({"cardInfo": {"encryptedData": "00"}}).encode()).decode()
JAVA = base64url.encode(b"javax.crypto.spec.IvParameterSpec@66407a31")
MISTAKES = [
    ("base64_of_jwe", base64.b64encode(made().encode()).decode()),
    ("mastercard_opc_sent_as_visa", MASTERCARD),
    ("not_a_compact_jwe", "x.y.z"),
    ("not_a_compact_jwe", with_part(4, "AAAA")),
    ("unsupported_algorithm", with_part(0, base64url.encode(b'{"alg":"dir","enc":"A256GCM","kid":"AK1"}'))),
    ("unknown_kid", made(kid="nobody")),
    ("content_iv_not_96_bit", with_part(2, "A" * 22)),
    ("content_iv_not_96_bit", with_part(2, JAVA)),
    ("kek_from_decoded_secret", wrapped_with(fields.wrapping_key(b"0123456789abcdef0123456789abcdef"), "AK-b64")),
    ("kek_from_decoded_secret", wrapped_with(fields.wrapping_key(bytes.fromhex("0123456789abcdef" * 2)), "AK-32")),
    ("kek_is_raw_secret", wrapped_with(b"0123456789abcdef0123456789abcdef", "AK-32")),
    ("kek_is_raw_secret", wrapped_with(b"0123456789abcdef0123456789abcdef", "AK-b64")),
    ("kek_from_signing_secret", wrapped_with(fields.wrapping_key("another secret"))),
    ("kek_of_another_kid", wrapped_with(fields.wrapping_key("shared+Secret$for-tests"))),
    ("wrong_key", wrapped_with(bytes(32))),
    ("wrong_key", fields.seal_rsa(b"{}", demo("request").public_key, kid=RSA["kid"], chance=chance.system)),
    ("gcm_tag_mismatch", with_part(3, "AAAA")),
    ("plaintext_not_json", not_json()),
    ("stale_iat", made()),
]


@pytest.mark.parametrize(("cause", "text"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(MISTAKES)])
def test_a_mistake_made_by_hand_is_named(cause: str, text: str) -> None:
    finding = explain(text, KEYS, others=OTHERS, now=NOW, max_age=timedelta(minutes=15))

    assert finding is not None
    assert (finding.check, finding.cause) == ("encryption", cause)
    assert not {secret for secret in (*KEYS.secrets.values(), *OTHERS.values(), PAN) if secret in str(finding)}


@pytest.mark.parametrize("changed", [3, 4])
def test_a_wrong_key_is_told_even_when_the_content_is_spoilt_too(changed: int) -> None:
    parts = wrapped_with(fields.wrapping_key("another secret")).split(".")
    parts[changed] = "A" * 22

    finding = explain(".".join(parts), KEYS, others=OTHERS)

    assert finding is not None
    assert finding.cause == "kek_from_signing_secret"


def test_the_name_of_a_java_object_in_place_of_the_vector_is_told() -> None:
    finding = explain(with_part(2, JAVA), KEYS)

    assert finding is not None
    assert "Java" in finding.message


@pytest.mark.parametrize("issued", [1_700_003_600, None])
def test_a_fresh_field_and_one_without_a_time_are_never_stale(issued: int | None) -> None:
    text = fields.seal(b"{}", SECRET, header=fields.protected_header("AK1", issued_at=issued), chance=chance.system)

    assert explain(text, KEYS, now=NOW, max_age=timedelta(minutes=15)) is None


def test_every_cause_of_the_catalogue_has_a_fix_and_is_made_above() -> None:
    assert {mistake.cause for mistake in CATALOGUE} == {cause for cause, _ in MISTAKES}
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


def test_a_case_shows_no_secret() -> None:
    shown = repr(FieldCase(made(), KEYS, OTHERS))

    assert (SECRET in shown, "another secret" in shown) == (False, False)


TEXTS = (
    st.text(max_size=60)
    | st.lists(st.text("AQab-_=", max_size=20), min_size=4, max_size=6).map(".".join)
    | st.tuples(st.integers(0, 4), st.text("AQab-_", max_size=30)).map(lambda part: with_part(*part))
)


@settings(deadline=None)
@given(text=TEXTS)
def test_anything_hostile_is_explained(text: str) -> None:
    finding = explain(text, KEYS, others=OTHERS)

    assert finding is not None
    assert finding.fix
