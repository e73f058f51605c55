"""Webhook signatures: known answers, the official library in both directions, and everything hostile."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stripe import SignatureVerificationError, WebhookSignature

from emulator.crypto.diagnosis import Refused
from emulator.crypto.signatures import stripe
from tests.witness import vectors

VECTORS = vectors("stripe_signature")
PAYLOADS = {case["name"]: base64.b64decode(case["payload_utf8_base64"]) for case in VECTORS["sign_cases"]}
CHANGED = PAYLOADS["compact_ascii_token_updated"] + b" "
SECRET = "whsec_EmulatorOnlyNotASecret0000000001"
SECONDS = 1_793_606_531
NOW = datetime.fromtimestamp(SECONDS, UTC)
# What the official library says, and what we call it.
CAUSES = {
    "Timestamp outside the tolerance zone": ("timestamp_too_old",),
    "No signatures found with expected scheme": ("no_v1_signature",),
    "No signatures found matching the expected": ("signature_mismatch", "body_trailing_whitespace"),
    "Unable to extract timestamp and signatures": ("header_malformed",),
}


def named(cases: Any) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize("case", named(VECTORS["sign_cases"]))
def test_every_known_header_is_made(case: Any) -> None:
    header = stripe.sign(PAYLOADS[case["name"]], [case["secret"]], timestamp=case["timestamp"])

    assert header == case["stripe_signature_header"]


def verified(case: Any) -> int:
    payload = PAYLOADS.get(case["payload_case"], CHANGED)
    now = datetime.fromtimestamp(case["now"], UTC)
    return stripe.verify(payload, case["header"], case["secret"], now=now, tolerance_seconds=case["tolerance"])


@pytest.mark.parametrize("case", named(case for case in VECTORS["verify_cases"] if case["result"] == "ok"))
def test_every_known_header_that_holds_is_accepted(case: Any) -> None:
    assert verified(case) == SECONDS


@pytest.mark.parametrize("case", named(case for case in VECTORS["verify_cases"] if case["result"] != "ok"))
def test_every_known_header_that_does_not_hold_is_refused(case: Any) -> None:
    causes = next(causes for text, causes in CAUSES.items() if case["message"].startswith(text))

    with pytest.raises(Refused) as refused:
        verified(case)

    assert refused.value.finding.cause in causes


@settings(deadline=None)
@given(payload=st.text(max_size=50), secret=st.text(min_size=1, max_size=30).filter(str.strip), timestamp=st.integers(0, 10**11))
def test_the_official_library_accepts_what_is_signed_and_the_other_way_round(payload: str, secret: str, timestamp: int) -> None:
    header = stripe.sign(payload.encode(), [secret], timestamp=timestamp)

    assert WebhookSignature.verify_header(payload, header, secret)
    assert WebhookSignature.generate_signature_header(payload, secret, timestamp) == header


def test_while_a_secret_is_rolled_both_its_holders_accept_the_header() -> None:
    header = stripe.sign(b"{}", ["whsec_old", "whsec_new"], timestamp=SECONDS)

    assert header.count("v1=") == 2
    assert [stripe.verify(b"{}", header, secret, now=NOW) for secret in ("whsec_old", "whsec_new")] == [SECONDS] * 2
    assert all(WebhookSignature.verify_header("{}", header, secret) for secret in ("whsec_old", "whsec_new"))


RIGHT = stripe.sign(b"{}", [SECRET], timestamp=SECONDS)
PARTS = ["t", "v1", "v0", "t=", "v1=", f"t={SECONDS}", "t=1", "t=x", "v1=00", "v0=00", "", "=", "t=1=2", "v1=a=b", *RIGHT.split(",")]


def library_accepts(header: str) -> bool:
    try:
        return bool(WebhookSignature.verify_header("{}", header, SECRET))
    except SignatureVerificationError:
        return False


@settings(deadline=None, max_examples=300)
@given(
    parts=st.lists(st.sampled_from(PARTS) | st.text(st.characters(codec="ascii", exclude_characters="_+- \t\n"), max_size=10), max_size=5)
)
def test_the_verdict_on_any_header_is_that_of_the_official_library(parts: list[str]) -> None:
    header = ",".join(parts)

    if library_accepts(header):
        assert stripe.verify(b"{}", header, SECRET, now=NOW, tolerance_seconds=0) >= 0
    else:
        with pytest.raises(Refused):
            stripe.verify(b"{}", header, SECRET, now=NOW, tolerance_seconds=0)


@settings(deadline=None)
@given(payload=st.binary(max_size=30), header=st.text(st.characters(codec=None, exclude_categories=[]), max_size=40) | st.none())
def test_anything_hostile_is_refused(payload: bytes, header: str | None) -> None:
    with pytest.raises(Refused):
        stripe.verify(payload, header, SECRET, now=NOW)
