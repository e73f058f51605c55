"""Every mistake in a TAV is named, and no card number shown."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto.payloads import mastercard_tav as tav
from emulator.crypto.payloads.mastercard_tav import Card, Claims
from emulator.crypto.payloads.mastercard_tav_mistakes import CATALOGUE, explain
from tests.crypto.known import demo
from tests.crypto.payloads.test_mastercard_tav import CARD, CLAIMS, KEY, KEYS, NOW, VECTORS, with_members

UNTIL = CLAIMS.valid_until
VERSION_2 = Claims("2")


def signed(text: str, claims: Claims = CLAIMS, *, scheme: Any = None, digest: Any = None) -> str:
    """A TAV that claims one thing and whose signature covers another text."""
    members = json.loads(base64.b64decode(tav.make(CARD, KEY, claims)))
    members["signature"] = base64.b64encode(KEY.sign(text.encode(), scheme or padding.PKCS1v15(), digest or hashes.SHA256())).decode()
    return base64.b64encode(json.dumps(members).encode()).decode()


RIGHT = f"{CARD.pan}|{CARD.expiry}|{UNTIL}"
MADE: list[tuple[str, str]] = [
    ("documented_dummy_tav", tav.DUMMY),
    ("base64_applied_twice", base64.b64encode(tav.make(CARD, KEY, CLAIMS).encode()).decode()),
    ("not_base64", "{}"),
    ("not_json", "AA=="),
    ("tav_too_long", "A" * 2052),
    ("version_unknown", with_members(version="5")),
    ("signature_algorithm_unknown", with_members(signatureAlgorithm="none")),
    ("flag_unreadable", with_members(version="2")),
    ("data_valid_until_missing", with_members(dataValidUntilTimestamp=None)),
    ("data_valid_until_unreadable", with_members(dataValidUntilTimestamp="tomorrow")),
    ("included_fields_unknown", with_members(includedFieldsInOrder="pan")),
    ("signature_missing", with_members(signature="")),
    ("signature_not_base64", with_members(signature="-")),
    ("data_valid_until_passed", tav.make(CARD, KEY, Claims(valid_until=tav.timestamp(NOW - timedelta(minutes=1))))),
    ("data_valid_until_too_far", tav.make(CARD, KEY, Claims(valid_until=tav.timestamp(NOW + timedelta(days=31))))),
    ("unknown_signing_key", with_members(signature=base64.b64encode(bytes(256)).decode())),
    ("signature_hash_is_sha1", signed(RIGHT, digest=hashes.SHA1())),  # noqa: S303  (the mistake that is made)
    ("signature_other_hash", signed(RIGHT, digest=hashes.SHA512())),
    ("signature_is_pss", signed(RIGHT, scheme=padding.PSS(padding.MGF1(hashes.SHA256()), 32))),
    ("signed_order_differs_from_includedFieldsInOrder", signed(f"{UNTIL}|{CARD.pan}|{CARD.expiry}")),
    ("signed_order_differs_from_includedFieldsInOrder", signed(f"{CARD.pan}|{CARD.expiry}")),
    ("separator_missing", signed(f"{CARD.pan}{CARD.expiry}{UNTIL}")),
    ("separator_missing", signed(f"{CARD.pan},{CARD.expiry},{UNTIL}")),
    ("expiry_signed_as_yymm", signed(f"{CARD.pan}|2912|{UNTIL}")),
    ("expiry_signed_as_yymm", signed(f"{CARD.pan}Y2912N", VERSION_2)),
    ("expiry_signed_in_another_form", signed(f"{CARD.pan}|12/29|{UNTIL}")),
    ("expiry_signed_in_another_form", signed(f"{CARD.pan}|122029|{UNTIL}")),
    ("v2_text_signed_in_v3", signed(f"{CARD.pan}Y{CARD.expiry}N")),
    ("v2_text_signed_in_v3", signed(f"{CARD.pan}NN")),
    ("v3_text_signed_in_v2", signed(f"{CARD.pan}|{CARD.expiry}", VERSION_2)),
    ("flags_differ_from_signed_text", signed(f"{CARD.pan}NN", VERSION_2)),
    ("pan_signed_with_gaps", signed(f"5204 2477 5000 1471|{CARD.expiry}|{UNTIL}")),
    ("expiry_mismatch", signed(f"{CARD.pan}|0130|{UNTIL}")),
    ("pan_mismatch", signed(f"5204247750001505|{CARD.expiry}|{UNTIL}")),
    ("pan_mismatch", signed(f"5204247750001505Y{CARD.expiry}N", VERSION_2)),
    ("signature_mismatch", signed("something else")),
]


@pytest.mark.parametrize(("cause", "text"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(MADE)])
def test_a_mistake_is_named_and_the_card_is_not_shown(cause: str, text: str) -> None:
    finding = explain(text, CARD, keys=KEYS, now=NOW)

    assert (finding.check, finding.cause) == ("tav", cause)
    assert not any(digits in str(finding) for digits in ("5204", "1471", "1505"))


@pytest.mark.parametrize("name", VECTORS["inputs"]["refused"])
def test_the_known_wrong_values_are_refused_and_named(name: str) -> None:
    case = VECTORS["inputs"]["refused"][name]
    context = {**VECTORS["inputs"]["default_context"], **case["context"]}
    card, now = Card(context["pan"], context["expiry_mmyy"]), datetime.fromisoformat(context["now"])

    with pytest.raises(tav.TavError):
        tav.verify(case["tav_base64"], card, keys=KEYS, now=now)
    finding = explain(case["tav_base64"], card, keys=KEYS, now=now)

    assert finding.cause == VECTORS["expected"]["refused"][name]["diagnosis"]


def test_a_number_with_another_beginning_is_recognised_when_it_is_a_known_card() -> None:
    text = signed(f"2223001850064564|{CARD.expiry}|{UNTIL}")

    assert explain(text, CARD, keys=KEYS, now=NOW).cause == "signature_mismatch"
    assert explain(text, CARD, keys=KEYS, now=NOW, other_pans=("2223001850064564",)).cause == "pan_mismatch"


def test_a_signing_key_of_another_party_is_unknown() -> None:
    finding = explain(tav.make(CARD, KEY, CLAIMS), CARD, keys={"other": demo("tav").public_key}, now=NOW)

    assert finding.cause == "unknown_signing_key"


def test_every_row_is_made_above() -> None:
    assert {mistake.cause for mistake in CATALOGUE} == {cause for cause, _ in MADE} - {"signature_mismatch"}


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=40), pan=st.text("0123456789", max_size=19), expiry=st.text("0123456789", max_size=6))
def test_anything_hostile_is_explained(text: str, pan: str, expiry: str) -> None:
    assert explain(text, Card(pan, expiry), keys=KEYS, now=NOW).check == "tav"
    assert explain(tav.make(CARD, KEY, CLAIMS), Card(pan, expiry), keys=KEYS, now=NOW).check == "tav"
