"""Every mistake in opened pass data is named."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.payloads.apple import ecc_v2, pass_data
from emulator.crypto.payloads.apple.pass_data_mistakes import CATALOGUE, PassDataCase, explain
from tests.crypto.payloads.apple.passes import EXPECTED, INPUTS, LEAF, PAN, REQUEST, WRONG, decoded

CAUSES = {mistake.cause for mistake in CATALOGUE}
INSIDE = [name for name in WRONG if EXPECTED["wrong_recipes"][name]["diagnosis"] in CAUSES]
CLEAR = json.loads(pass_data.write_clear(PAN, "12/29", REQUEST))
ENCRYPTED = json.loads(pass_data.write_encrypted("MBPAD-1-FK-476112.1--TDEA-00", "476112", REQUEST))
NONCE, SIGNATURE = REQUEST.nonce, REQUEST.nonce_signature


def test_together_the_catalogues_know_every_known_mistake() -> None:
    known = {EXPECTED["wrong_recipes"][name]["diagnosis"] for name in INSIDE}

    assert known == {
        "nonce_base64_in_json",
        "nonce_hex_of_base64",
        "other_nonce",
        "name_mismatch",
        "expiration_mmyy_without_slash",
        "nonce_signature_missing",
    }


@pytest.mark.parametrize("name", INSIDE)
def test_every_known_mistake_is_named(name: str) -> None:
    plaintext = ecc_v2.open_sealed(decoded(WRONG[name]), LEAF)

    finding = explain(plaintext, REQUEST)

    assert finding is not None
    assert (finding.check, finding.cause) == ("pass_data", EXPECTED["wrong_recipes"][name]["diagnosis"])


@pytest.mark.parametrize("name", ["fpan_visa", "fpan_escaped_slash", "efpan_visa"])
def test_known_pass_data_that_answers_the_request_has_no_finding(name: str) -> None:
    assert explain(INPUTS["cases"][name]["plaintext_utf8"].encode(), REQUEST) is None


def without(members: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in members.items() if key != name}


def hex_of_base64(octets: bytes) -> str:
    return base64.b64encode(octets).hex()


MISTAKES: list[tuple[str, Any]] = [
    ("pass_data_not_json", [CLEAR]),
    ("card_number_missing", without(CLEAR, "primaryAccountNumber")),
    ("card_number_missing", {**CLEAR, "primaryAccountNumber": int(PAN)}),
    ("nonce_missing", without(CLEAR, "nonce")),
    ("nonce_signature_missing", without(ENCRYPTED, "nonceSignature")),
    ("name_missing", without(CLEAR, "name")),
    ("expiration_missing", without(CLEAR, "expiration")),
    ("number_prefix_missing", without(ENCRYPTED, "primaryAccountNumberPrefix")),
    ("network_name_missing", without(ENCRYPTED, "networkName")),
    ("nonce_base64_in_json", {**CLEAR, "nonce": base64.b64encode(NONCE).decode()}),
    ("nonce_base64_in_json", {**CLEAR, "nonce": base64.b64encode(NONCE).decode().rstrip("=")}),
    ("nonce_hex_of_base64", {**CLEAR, "nonce": hex_of_base64(NONCE)}),
    ("nonce_upper_case_in_json", {**CLEAR, "nonce": NONCE.hex().upper()}),
    ("other_nonce", {**CLEAR, "nonce": "00000000"}),
    ("nonce_signature_base64_in_json", {**CLEAR, "nonceSignature": base64.b64encode(SIGNATURE).decode()}),
    ("nonce_signature_hex_of_base64", {**CLEAR, "nonceSignature": hex_of_base64(SIGNATURE)}),
    ("nonce_signature_upper_case_in_json", {**CLEAR, "nonceSignature": SIGNATURE.hex().upper()}),
    ("nonce_signature_mismatch", {**CLEAR, "nonceSignature": SIGNATURE.hex()[:-2]}),
    ("name_mismatch", {**CLEAR, "name": "JOHN DOE"}),
    ("name_mismatch", {**CLEAR, "name": "Jane Doe"}),
    ("expiration_mmyy_without_slash", {**CLEAR, "expiration": "1229"}),
    ("expiration_format", {**CLEAR, "expiration": "12/2029"}),
    ("expiration_format", {**CLEAR, "expiration": "13/29"}),
    ("card_number_not_digits", {**CLEAR, "primaryAccountNumber": "4761 1200 1000 0492"}),
    ("suffix_mismatch", {**CLEAR, "primaryAccountNumber": "4761349750010326"}),
    ("encrypted_number_not_base64", {**ENCRYPTED, "encryptedPrimaryAccountNumber": "?"}),
]


@pytest.mark.parametrize(("cause", "members"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(MISTAKES)])
def test_a_mistake_made_by_hand_is_named(cause: str, members: Any) -> None:
    finding = explain(json.dumps(members).encode(), REQUEST)

    assert finding is not None
    assert finding.cause == cause
    assert not {number for number in (PAN, "4761349750010326", "4761 1200") if number in str(finding)}


@pytest.mark.parametrize(("others", "whose"), [([bytes(4)], "of another request"), ([], "of no open request")])
def test_whose_nonce_it_is_instead_is_told(others: list[bytes], whose: str) -> None:
    finding = explain(json.dumps({**CLEAR, "nonce": "00000000"}).encode(), REQUEST, other_nonces=others)

    assert finding is not None
    assert whose in finding.message


def test_blanks_around_the_name_do_not_matter_and_letter_case_is_told() -> None:
    finding = explain(json.dumps({**CLEAR, "name": "Jane Doe"}).encode(), REQUEST)

    assert explain(json.dumps({**CLEAR, "name": " JANE DOE "}).encode(), REQUEST) is None
    assert finding is not None
    assert "only in letter case" in finding.message


def test_every_cause_of_the_catalogue_has_a_fix_and_is_made_above() -> None:
    assert {cause for cause, _ in MISTAKES} == CAUSES
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


def test_a_case_does_not_show_the_plaintext() -> None:
    assert PAN not in repr(PassDataCase(json.dumps(CLEAR).encode(), REQUEST))


VALUES: Any = st.none() | st.integers() | st.text(max_size=20) | st.lists(st.integers(), max_size=2)


@given(change=st.dictionaries(st.sampled_from([*CLEAR, *ENCRYPTED]), VALUES, min_size=1), raw=st.binary(max_size=20))
def test_anything_hostile_is_explained_or_answers_the_request(change: dict[str, Any], raw: bytes) -> None:
    for plaintext in (json.dumps({**CLEAR, **change}).encode(), raw):
        finding = explain(plaintext, REQUEST)

        assert finding is None or finding.cause in CAUSES
