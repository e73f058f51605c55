"""The TAV: known values both ways, and everything that proves nothing."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from Crypto.Hash import SHA256
from Crypto.PublicKey import RSA
from Crypto.Signature import pkcs1_15
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto.keys import rsa
from emulator.crypto.payloads import mastercard_tav as tav
from emulator.crypto.payloads.mastercard_tav import Card, Claims
from tests.crypto.known import demo, private, witness
from tests.witness import vectors

VECTORS = vectors("mastercard_tav")
KEY = rsa.load_private_key(VECTORS["inputs"]["private_key_pem"].encode())
KEYS = {"tav-key-1": KEY.public_key()}
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
CARD = Card("5204247750001471", "1229")
CLAIMS = Claims(valid_until=tav.timestamp(NOW + tav.ADVISED))


def card_of(case: Any) -> Card:
    return Card(case["pan"], case["expiry_mmyy"], case.get("token_unique_reference"))


def with_members(**changes: Any) -> str:
    """A right TAV with members changed after signing."""
    members = json.loads(base64.b64decode(tav.make(CARD, KEY, CLAIMS)))
    return base64.b64encode(json.dumps({**members, **changes}).encode()).decode()


@pytest.mark.parametrize("name", VECTORS["inputs"]["cases"])
def test_the_known_values_verify(name: str) -> None:
    case, expected = VECTORS["inputs"]["cases"][name], VECTORS["expected"]["cases"][name]

    verified = tav.verify(expected["tav_base64"], card_of(case), keys=KEYS, now=datetime.fromisoformat(case["now"]))

    assert tav.signed_text(verified.claims, card_of(case)) == expected["signed_text_utf8"]


@pytest.mark.parametrize("name", VECTORS["inputs"]["cases"])
def test_the_known_signatures_come_out(name: str) -> None:
    case, expected = VECTORS["inputs"]["cases"][name], VECTORS["expected"]["cases"][name]
    claims = tav.read(expected["tav_base64"]).claims

    made = tav.make(card_of(case), KEY, claims)

    assert base64.b64encode(tav.read(made).signature).decode() == expected["signature_base64"]
    assert tav.read(made).claims == claims


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in vectors("mdes_tav_jws")["tav"]])
def test_the_known_values_come_out_to_the_byte(case: Any) -> None:
    card = Card(case["inputs"]["accountNumber"], case["inputs"]["accountExpiry"], case["inputs"].get("tokenUniqueReference"))

    made = tav.make(card, private(witness("issuer")), tav.read(case["tav"]).claims)

    assert made == case["tav"]


def test_another_library_verifies_what_is_made() -> None:
    pair = demo("tav")

    made = tav.make(CARD, private(pair), CLAIMS)

    members = json.loads(base64.b64decode(made))
    text = f"{CARD.pan}|{CARD.expiry}|{CLAIMS.valid_until}"
    pkcs1_15.new(RSA.import_key(pair.certificate_pem)).verify(SHA256.new(text.encode()), base64.b64decode(members["signature"]))
    assert list(members) == ["version", "signatureAlgorithm", "dataValidUntilTimestamp", "includedFieldsInOrder", "signature"]


@pytest.mark.parametrize("version", ["3", "4"])
def test_every_order_of_the_fields_verifies(version: tav.Version) -> None:
    claims = Claims(version, valid_until=CLAIMS.valid_until, order=(tav.VALID_UNTIL, tav.EXPIRY, tav.NUMBER), key_alias="tav-key-1")

    made = tav.make(CARD, KEY, claims)

    assert tav.verify(made, CARD, keys=KEYS, now=NOW).claims == claims


def test_any_key_of_the_issuer_may_sign_unless_the_tav_names_one() -> None:
    keys = {"old": demo("issuer").public_key, **KEYS}
    named = Claims("4", valid_until=CLAIMS.valid_until, key_alias="old")

    assert tav.verify(tav.make(CARD, KEY, CLAIMS), CARD, keys=keys, now=NOW).claims == CLAIMS
    with pytest.raises(tav.UnprovenTav):
        tav.verify(tav.make(CARD, KEY, named), CARD, keys=keys, now=NOW)
    with pytest.raises(tav.UnprovenTav):
        tav.verify(tav.make(CARD, KEY, CLAIMS), CARD, keys={}, now=NOW)


@pytest.mark.parametrize(
    ("ahead", "cause"),
    [
        (timedelta(0), None),
        (timedelta(days=30), None),
        (timedelta(seconds=-1), "data_valid_until_passed"),
        (timedelta(days=30, seconds=1), "data_valid_until_too_far"),
    ],
)
def test_a_tav_lives_until_its_time_and_at_most_thirty_days(ahead: timedelta, cause: str | None) -> None:
    made = tav.make(CARD, KEY, Claims(valid_until=tav.timestamp(NOW + ahead)))

    if cause is None:
        assert tav.verify(made, CARD, keys=KEYS, now=NOW).claims.version == "3"
    else:
        with pytest.raises(tav.UntimelyTav) as refused:
            tav.verify(made, CARD, keys=KEYS, now=NOW)
        assert refused.value.cause == cause


@pytest.mark.parametrize("until", ["2026-01-02T04:04:05+01:00", "2026-01-02T03:04:05.5Z", "2026-01-02T03:04:05.000Z"])
def test_a_time_may_have_a_zone_and_a_fraction(until: str) -> None:
    assert tav.verify(tav.make(CARD, KEY, Claims(valid_until=until)), CARD, keys=KEYS, now=NOW).claims.valid_until == until


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("{}", "not_base64"),
        ("AA==", "not_json"),
        ("A" * 2052, "tav_too_long"),
        (with_members(version=3), "version_unknown"),
        (with_members(version="1"), "version_unknown"),
        (with_members(signatureAlgorithm="RSA-SHA1"), "signature_algorithm_unknown"),
        (with_members(dataValidUntilTimestamp=None), "data_valid_until_missing"),
        (with_members(dataValidUntilTimestamp="2026-01-02"), "data_valid_until_unreadable"),
        (with_members(dataValidUntilTimestamp="2026-13-02T00:00:00Z"), "data_valid_until_unreadable"),
        (with_members(dataValidUntilTimestamp="2026-01-02T00:00:00"), "data_valid_until_unreadable"),
        (with_members(includedFieldsInOrder=None), "included_fields_unknown"),
        (with_members(includedFieldsInOrder="accountNumber|cvc"), "included_fields_unknown"),
        (with_members(includedFieldsInOrder="accountExpiry"), "included_fields_unknown"),
        (with_members(includedFieldsInOrder="accountNumber|accountNumber"), "included_fields_unknown"),
        (with_members(version="2"), "flag_unreadable"),
        (with_members(signature=None), "signature_missing"),
        (with_members(signature="***"), "signature_not_base64"),
    ],
)
def test_a_tav_that_cannot_be_read_says_why(text: str, cause: str) -> None:
    with pytest.raises(tav.UnreadableTav) as refused:
        tav.read(text)

    assert refused.value.cause == cause


def test_a_card_does_not_show_its_number() -> None:
    assert CARD.pan not in repr(CARD)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10), lambda inner: st.lists(inner, max_size=2), max_leaves=3
)
NAMES = st.sampled_from(["version", "Signature", "dataValidUntilTimestamp", "includedFieldsInOrder", "expirationDateIncluded", "keyAlias"])


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=40) | st.dictionaries(NAMES, JSON, min_size=1).map(lambda changes: with_members(**changes)))
def test_a_hostile_tav_is_refused(text: str) -> None:
    try:
        verified = tav.verify(text, CARD, keys=KEYS, now=NOW)
    except tav.TavError:
        return

    # A key alias is not covered by the signature: that it was put in does not show.
    assert verified.claims.order == CLAIMS.order
