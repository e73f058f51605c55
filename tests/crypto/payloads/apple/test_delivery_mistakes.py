"""Every way to garble the three results on their way is named."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.payloads.apple.delivery import NAMES
from emulator.crypto.payloads.apple.delivery_mistakes import CATALOGUE, explain
from tests.crypto.payloads.apple.passes import EXPECTED, WRONG, decoded
from tests.crypto.payloads.apple.test_delivery import MEMBERS

CAUSES = {mistake.cause for mistake in CATALOGUE}
TRAVELLING = [name for name in WRONG if EXPECTED["wrong_recipes"][name]["diagnosis"] in CAUSES]


def of_case(case: Any) -> dict[str, str]:
    return {**MEMBERS, **{name: case[f"{name}_base64"] for name in ("encryptedPassData", "ephemeralPublicKey")}}


@pytest.mark.parametrize("name", TRAVELLING)
def test_every_known_garbling_is_named(name: str) -> None:
    finding = explain(of_case(WRONG[name]))

    assert finding is not None
    assert (finding.check, finding.cause) == ("transport", EXPECTED["wrong_recipes"][name]["diagnosis"])


@pytest.mark.parametrize("name", [name for name in WRONG if name not in TRAVELLING])
def test_what_travelled_well_has_no_finding(name: str) -> None:
    assert explain(of_case(WRONG[name])) is None


OCTETS = decoded(EXPECTED["cases"]["fpan_visa"])
KEY = base64.b64encode(OCTETS.ephemeral_key).decode()
PEM = f"-----BEGIN PUBLIC KEY-----\n{KEY}\n-----END PUBLIC KEY-----\n"
TAV_TEXT = base64.b64encode(b'{"version":"3","signature":"AAAA"}')

MISTAKES: list[tuple[str, dict[str, Any]]] = [
    ("unsupported_scheme", {"ephemeralPublicKey": None, "wrappedKey": KEY}),
    ("field_missing", {"activationData": None}),
    ("field_missing", {"activationData": ""}),
    ("field_missing", {"encryptedPassData": 5}),
    ("pem_instead_of_der", {"ephemeralPublicKey": PEM}),
    ("pem_instead_of_der", {"ephemeralPublicKey": base64.b64encode(PEM.encode()).decode()}),
    ("transport_hex", {"ephemeralPublicKey": OCTETS.ephemeral_key.hex()}),
    ("transport_hex", {"encryptedPassData": OCTETS.encrypted.hex()}),
    ("transport_base64url", {"ephemeralPublicKey": KEY.replace("+", "-").replace("/", "_")}),
    ("transport_base64url", {"ephemeralPublicKey": KEY.rstrip("=")}),
    ("transport_double_base64", {"ephemeralPublicKey": base64.b64encode(KEY.encode()).decode()}),
    ("transport_double_base64", {"activationData": base64.b64encode(TAV_TEXT).decode()}),
    ("not_base64", {"ephemeralPublicKey": "?"}),
    ("not_base64", {"ephemeralPublicKey": "é"}),
]


@pytest.mark.parametrize(("cause", "change"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(MISTAKES)])
def test_a_garbling_made_by_hand_is_named(cause: str, change: dict[str, Any]) -> None:
    members = {name: value for name, value in {**MEMBERS, **change}.items() if value is not None}

    finding = explain(members)

    assert finding is not None
    assert finding.cause == cause


def test_every_cause_of_the_catalogue_has_a_fix_and_is_made_above() -> None:
    assert {cause for cause, _ in MISTAKES} == CAUSES
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


@given(
    members=st.dictionaries(
        st.sampled_from([*NAMES, "wrappedKey"]),
        st.none() | st.integers() | st.text(max_size=40) | st.binary(max_size=40).map(lambda octets: base64.b64encode(octets).decode()),
        max_size=3,
    )
)
def test_anything_hostile_is_explained_or_decodes(members: dict[str, Any]) -> None:
    finding = explain(members)

    assert finding is None or finding.cause in CAUSES
