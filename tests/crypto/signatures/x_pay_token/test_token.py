"""Tokens: the known answers, the gates before the signature, and everything hostile."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto.diagnosis import Refused
from emulator.crypto.signatures import x_pay_token
from emulator.crypto.signatures.x_pay_token import SignedRequest
from tests.crypto.signatures.x_pay_token.requests import NOW, PATH, QUERY, SECONDS, SECRET, request_of, secrets, sent
from tests.witness import vectors

VECTORS = vectors("x_pay_token")
# What each failed check is at Visa's gateway.
CODES = {"header": "9201", "api_key": "9201", "clock": "9159", "signature": "9159", "replay": "9121"}


def received(request: SignedRequest, now: datetime) -> x_pay_token.Verified:
    """Do what a receiver does that knows only the secrets of the vectors."""
    x_pay_token.parse(request.token)
    key = x_pay_token.api_key(request.query)
    if key not in secrets():
        raise Refused(x_pay_token.unknown_api_key(key, secrets()))
    return x_pay_token.verify(request, secrets()[key], now=now)


def cases(group: str) -> Any:
    return [pytest.param(case, VECTORS["expected"][group][name], id=name) for name, case in VECTORS["inputs"][group].items()]


@pytest.mark.parametrize(("case", "expected"), cases("generate"))
def test_every_known_token_is_made_and_verifies(case: Any, expected: Any) -> None:
    version: x_pay_token.Version = "x" if expected["x-pay-token"].startswith("x:") else "xv2"

    token = x_pay_token.sign(request_of(case), case["shared_secret"], timestamp=case["timestamp"], version=version)

    verified = received(request_of({**case, "x-pay-token": token}), NOW)
    assert token == expected["x-pay-token"]
    assert (verified.rule, verified.resource) == (expected["path_rule"], expected["resource_path"])


@pytest.mark.parametrize(("case", "expected"), [case for case in cases("verify_refused") if case.id != "replay_second_use"])
def test_every_known_mistake_is_named(case: Any, expected: Any) -> None:
    with pytest.raises(Refused) as refused:
        received(request_of(case), datetime.fromtimestamp(case["now"], UTC))

    finding = refused.value.finding
    assert (CODES[finding.check], finding.cause) == (expected["code"], expected["diagnosis"])


def test_a_token_that_was_used_before_is_refused_by_whoever_remembers_it() -> None:
    case = VECTORS["inputs"]["verify_refused"]["replay_second_use"]
    expected = VECTORS["expected"]["verify_refused"]["replay_second_use"]["second"]

    finding = x_pay_token.already_used(case["x-pay-token"])

    assert received(request_of(case), NOW).rule == "full-path"
    assert (CODES[finding.check], finding.cause) == (expected["code"], expected["diagnosis"])


@pytest.mark.parametrize(("seconds", "accepted"), [(480, True), (-480, True), (481, False), (-481, False)])
def test_a_tokens_time_may_be_off_by_480_seconds(seconds: int, accepted: bool) -> None:
    token = x_pay_token.parse(x_pay_token.sign(sent(None), SECRET, timestamp=SECONDS))
    now = datetime.fromtimestamp(SECONDS, UTC) + timedelta(seconds=seconds)

    if accepted:
        x_pay_token.check_clock(token, now=now)
    else:
        with pytest.raises(Refused, match=f"off by {-seconds} seconds"):
            x_pay_token.check_clock(token, now=now)


@pytest.mark.parametrize(
    "token",
    [None, "", "xv2", "xv2::", "xv2:1", "xv2:1:a:b", "xv2:1:a:", "XV2:1:a", "xv2:٣:a", "xv2:-1:a", "xv2: 1:a", "xv2:1:" + "a" * 95],
)
def test_a_token_of_another_form_is_malformed(token: str | None) -> None:
    with pytest.raises(Refused) as refused:
        x_pay_token.parse(token)

    assert (refused.value.finding.check, refused.value.finding.cause) == ("header", "malformed")


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("apiKey=AK1", "AK1"),
        ("a=b&apikey=AK1&apikey=AK2", "AK1"),
        ("APIKEY=AK%2Bvic%2Ftest%3D", "AK+vic/test="),
        ("apikey=a+b", "a+b"),
        ("apikey", ""),
        ("apikey2=x", None),
        ("", None),
    ],
)
def test_the_api_key_is_found_in_any_spelling_and_decoded(query: str, key: str | None) -> None:
    assert x_pay_token.api_key(query) == key


@pytest.mark.parametrize("sent_key", [None, "NOPE"])
def test_an_unknown_api_key_is_explained(sent_key: str | None) -> None:
    finding = x_pay_token.unknown_api_key(sent_key, ["AK1"])

    assert (finding.cause, finding.expected, finding.got) == ("unknown_api_key", "AK1", sent_key)


def test_a_strict_receiver_takes_only_the_rule_of_the_product() -> None:
    request = sent(x_pay_token.sign(sent(None), SECRET, timestamp=SECONDS, rule="without-first-segment"))

    with pytest.raises(Refused) as refused:
        x_pay_token.verify(request, SECRET, now=NOW)
    lenient = x_pay_token.verify(request, SECRET, now=NOW, rules=("full-path", "without-first-segment"))

    assert refused.value.finding.cause == "resource_path_of_another_product"
    assert (lenient.rule, lenient.resource) == ("without-first-segment", "provisionedTokens")


@pytest.mark.parametrize("change", [{"path": PATH + "x"}, {"query": QUERY + "x"}, {"body": b"{}"}])
def test_a_request_that_changed_after_signing_is_refused(change: dict[str, Any]) -> None:
    token = x_pay_token.sign(sent(None), SECRET, timestamp=SECONDS)

    with pytest.raises(Refused) as refused:
        x_pay_token.verify(sent(token, **change), SECRET, now=NOW)

    assert (refused.value.finding.check, refused.value.finding.cause) == ("signature", "no_candidate_matched")


TOKENS = st.text(max_size=40) | st.builds(
    "{}:{}:{}".format, st.sampled_from(["xv2", "x", "xv3"]), st.text("0123456789٣", max_size=25), st.text(max_size=70)
)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=[]), max_size=20)


@settings(deadline=None)
@given(token=TOKENS | st.none(), path=ANY_TEXT, query=ANY_TEXT, body=st.binary(max_size=20))
def test_anything_hostile_is_refused_and_explained(token: str | None, path: str, query: str, body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        x_pay_token.verify(SignedRequest(token, path, query, body), SECRET, now=NOW)

    assert refused.value.finding.check in CODES
    assert SECRET not in str(refused.value.finding)


@settings(deadline=None)
@given(path=st.text(max_size=20), query=st.text(max_size=20), body=st.binary(max_size=50), secret=st.text(max_size=20))
def test_what_is_signed_verifies(path: str, query: str, body: bytes, secret: str) -> None:
    request = SignedRequest(None, path, query, body)
    token = x_pay_token.sign(request, secret, timestamp=SECONDS)

    assert x_pay_token.verify(SignedRequest(token, path, query, body), secret, now=NOW).rule == x_pay_token.rule_of(path)
