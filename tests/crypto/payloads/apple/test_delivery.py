"""The three results on their way to the app."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.payloads.apple import delivery
from emulator.crypto.payloads.apple.delivery import NAMES, Delivery, DeliveryError
from tests.crypto.payloads.apple.passes import EXPECTED, sealed

MEMBERS = {
    "encryptedPassData": EXPECTED["cases"]["fpan_visa"]["encryptedPassData_base64"],
    "activationData": base64.b64encode(b"MBPAC-1-FK-476112.1--TDEA-00").decode(),
    "ephemeralPublicKey": EXPECTED["cases"]["fpan_visa"]["ephemeralPublicKey_base64"],
}


def test_what_was_sealed_travels_in_standard_base64_and_comes_back() -> None:
    sent = Delivery(sealed(), b"MBPAC-1-FK-476112.1--TDEA-00")

    assert delivery.write(sent) == MEMBERS
    assert delivery.read({**MEMBERS, "more": 1}) == sent


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("value", "cause"),
    [
        (None, "field_missing"),
        ("", "field_missing"),
        (5, "field_missing"),
        ("?", "not_base64"),
        ("é", "not_base64"),
        ("AAA", "not_base64"),
        ("A A=", "not_base64"),
    ],
)
def test_a_member_that_cannot_be_decoded_is_named(name: str, value: Any, cause: str) -> None:
    with pytest.raises(DeliveryError) as refused:
        delivery.read({**MEMBERS, name: value})

    assert (refused.value.cause, refused.value.field) == (cause, name)


@given(
    members=st.dictionaries(st.sampled_from(NAMES), st.none() | st.integers() | st.text(max_size=10) | st.lists(st.integers(), max_size=1))
)
def test_anything_hostile_is_read_or_refused(members: dict[str, Any]) -> None:
    try:
        read = delivery.read(members)
    except DeliveryError:
        return

    assert delivery.write(read) == members
