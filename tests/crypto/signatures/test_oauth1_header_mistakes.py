"""Mistakes in the header's form, its parameters, the consumer key and the clock."""

from datetime import UTC, datetime

import pytest

from emulator.crypto.diagnosis import Refused
from emulator.crypto.signatures import oauth1
from emulator.crypto.signatures.oauth1_header_mistakes import ClockCase
from tests.crypto.signatures.signing import CONSUMER_KEY, parameters

ALL = {**parameters(), "oauth_signature": "AAAA"}
SECONDS = 1_767_225_600


@pytest.mark.parametrize(
    ("authorization", "cause"),
    [
        (None, "authorization_missing"),
        ("  ", "authorization_missing"),
        ("Bearer abc", "other_authorization_scheme"),
        ('Basic oauth_nonce="1"', "other_authorization_scheme"),
        ("OAuth oauth_nonce=1,oauth_timestamp=2", "values_not_quoted"),
        ('OAuth oauth_nonce="1",oauth_nonce="2"', "parameter_repeated"),
        ("OAuth", "authorization_malformed"),
        ('oauth_nonce="1"', "authorization_malformed"),
        ("OAuth nothing", "authorization_malformed"),
    ],
)
def test_a_header_that_is_no_list_of_parameters_is_named(authorization: str | None, cause: str) -> None:
    with pytest.raises(Refused) as refused:
        oauth1.parse(authorization)

    assert (refused.value.finding.check, refused.value.finding.cause) == ("header", cause)


@pytest.mark.parametrize("authorization", ["Bearer very-secret", "very-secret", "very-secret more"])
def test_a_token_is_not_shown(authorization: str) -> None:
    with pytest.raises(Refused) as refused:
        oauth1.parse(authorization)

    assert "secret" not in str(refused.value.finding)


@pytest.mark.parametrize("name", ["consumer_key", "nonce", "timestamp", "signature_method", "signature"])
def test_a_missing_parameter_is_named(name: str) -> None:
    values = {key: value for key, value in ALL.items() if key != f"oauth_{name}"}

    with pytest.raises(Refused) as refused:
        oauth1.require_parameters(values, body=b"")

    assert refused.value.finding.cause == f"missing_{name}"
    assert refused.value.finding.message == f"Missing oauth_{name}"


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"oauth_signature_method": "HMAC-SHA1"}, "unsupported_signature_method"),
        ({"oauth_signature_method": "RSA-SHA1"}, "unsupported_signature_method"),
        ({"oauth_version": "2.0"}, "oauth_version_not_1_0"),
        ({"oauth_nonce": ""}, "missing_nonce"),
        ({"oauth_timestamp": ""}, "missing_timestamp"),
        ({"oauth_signature_method": ""}, "missing_signature_method"),
        ({"oauth_signature": ""}, "missing_signature"),
    ],
)
def test_a_parameter_with_an_impossible_value_is_named(changes: dict[str, str], cause: str) -> None:
    with pytest.raises(Refused, match=cause):
        oauth1.require_parameters({**ALL, **changes}, body=b"")


def test_the_version_may_be_left_out() -> None:
    values = {key: value for key, value in ALL.items() if key != "oauth_version"}

    oauth1.require_parameters(values, body=b"x")


@pytest.mark.parametrize(
    ("sent", "cause"),
    [
        (CONSUMER_KEY.replace("!", "%21"), "consumer_key_escaped_twice"),
        (CONSUMER_KEY.replace("!", "%2521"), "consumer_key_escaped_twice"),
        (f" {CONSUMER_KEY}\n", "consumer_key_with_blanks"),
        (CONSUMER_KEY.partition("!")[0], "consumer_key_halved"),
        (CONSUMER_KEY.partition("!")[2], "consumer_key_halved"),
        ("", "unknown_consumer_key"),
        ("YOUR_CONSUMER_KEY", "unknown_consumer_key"),
    ],
)
def test_a_consumer_key_that_is_almost_right_is_named(sent: str, cause: str) -> None:
    assert oauth1.unknown_consumer_key(sent, [CONSUMER_KEY]).cause == cause


@pytest.mark.parametrize(
    ("timestamp", "cause"),
    [
        ("2026-01-01T00:00:00Z", "timestamp_not_a_number"),
        ("", "timestamp_not_a_number"),
        ("-5", "timestamp_not_a_number"),
        ("9" * 30, "timestamp_not_a_number"),
        (f"{SECONDS}123", "timestamp_in_milliseconds"),
        (str(SECONDS + 3600), "timestamp_in_local_time"),
        (str(SECONDS - 5 * 3600 - 1800 + 20), "timestamp_in_local_time"),
        (str(SECONDS - 700), "clock_behind"),
        (str(SECONDS + 700), "clock_ahead"),
    ],
)
def test_a_clock_that_is_off_is_explained(timestamp: str, cause: str) -> None:
    finding = oauth1.check_clock({"oauth_timestamp": timestamp}, now=datetime.fromtimestamp(SECONDS, UTC), max_skew_seconds=300)

    assert finding is not None
    assert (finding.check, finding.cause) == ("clock", cause)


def test_the_offset_counts_seconds_ahead() -> None:
    assert (ClockCase("110", 100).offset, ClockCase("x", 100).offset) == (10, None)
