"""Bodies are JSON that both engines can keep, or they are refused with the cause named."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from emulator.core.context import Context
from emulator.core.message import Request, Response
from emulator.core.operation import Question
from emulator.core.wire import AccessDenied, Malformed, ProtocolError, Repeat, RepeatDiffersError, RepeatInFlightError, parse_json
from emulator.crypto.diagnosis import Finding
from tests.core.sample import Greeted, Greeting, SampleWire

LARGEST = 2**63 - 1

keepable = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.floats(-1e15, 1e15)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), inner),
)


def cause_of(body: bytes) -> str:
    with pytest.raises(Malformed) as refused:
        parse_json(body)
    return refused.value.finding.cause


@given(keepable)
def test_what_both_engines_keep_is_read_as_it_is(value: Any) -> None:
    assert parse_json(json.dumps(value).encode()) == value
    assert parse_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xef\xbb\xbf{}")
@example(b'{"a": NaN}')
@example(b'{"a": 1e999}')
@example(b'"\xff"')
@example(b'"\\ud800"')
@example(b'{"a": "\x00"}')
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
def test_anything_else_is_refused_and_never_an_error_of_ours(body: bytes) -> None:
    with suppress(Malformed):
        parse_json(body)


NO_JSON = (b"", b"{", b"'a'", b"\xef\xbb\xbf{}", b'{"a": NaN}', b"[" * 5_000, b'"\xff"', b'"\\ud800"', b'"\\udc00x"', b"{}{}")


@pytest.mark.parametrize("body", NO_JSON)
def test_what_is_no_json_is_named(body: bytes) -> None:
    assert cause_of(body) == "not_json"


NUL = r"\u0000"
HOSTILE = (
    f'"{NUL}"',
    f'{{"a": ["{NUL}"]}}',
    f'{{"a{NUL}": 1}}',
    f'{{"a": {{"b": [1, {{"c{NUL}": null}}]}}}}',
    str(LARGEST + 1),
    str(-LARGEST - 1),
    str(2**64),
    "9" * 400,
    "1e19",
    "-1e19",
    "1E300",
    "9999999999e9",
    '{"amount": 1e300}',
    '{"amount":1.5e+30}',
    "[1,-1e20]",
    '{"a":\n1e20}',
    "92233720368547758070.0",
)


@pytest.mark.parametrize("body", HOSTILE)
def test_what_the_engines_keep_differently_is_refused(body: str) -> None:
    assert cause_of(body.encode()) in {"value_out_of_range", "not_json"}


dangerous = st.just("\0") | st.integers(LARGEST + 1, 2**63 + 2**62) | st.integers(-(2**64), -LARGEST - 1)


@given(st.recursive(dangerous, lambda inner: st.lists(inner, min_size=1, max_size=1) | st.dictionaries(st.text("ab"), inner, min_size=1)))
def test_what_the_engines_keep_differently_is_found_at_any_depth(value: Any) -> None:
    assert cause_of(json.dumps({"a": [None, {"b": value}]}).encode()) == "value_out_of_range"


HARMLESS = (
    str(LARGEST),
    str(-LARGEST),
    '"5123456789012345678"',
    '"1e300"',
    '", 1e300"',
    "1e-300",
    "12e2",
    r'"\ud83d\ude00"',
    r'"\\u0000"',
)


@pytest.mark.parametrize("body", HARMLESS)
def test_what_only_looks_dangerous_is_read(body: str) -> None:
    assert parse_json(body.encode()) == json.loads(body)


def test_a_refusal_repeats_nothing_of_the_body() -> None:
    with pytest.raises(Malformed) as refused:
        parse_json(b'{"pan": "5123456789012345", "pin": oops}')

    assert "5123" not in str(refused.value.finding)


def test_a_refusal_speaks_as_its_finding() -> None:
    finding = Finding(check="signature", cause="clock", message="the clock is wrong", fix="set it")

    error = AccessDenied(finding)

    assert (str(error), error.finding, isinstance(error, ProtocolError)) == ("the clock is wrong", finding, True)


def test_a_repeated_key_is_refused_with_the_cause_named() -> None:
    repeat = Repeat("k", "f")

    differs, in_flight = RepeatDiffersError(repeat), RepeatInFlightError(repeat)

    assert (differs.finding.cause, in_flight.finding.cause) == ("idempotency_key_reused", "idempotency_key_in_use")
    assert differs.repeat is in_flight.repeat is repeat


@pytest.mark.parametrize(("status", "is_delivered"), [(199, False), (200, True), (204, True), (299, True), (300, False), (500, False)])
def test_as_a_rule_any_success_means_delivered(status: int, is_delivered: bool) -> None:
    assert SampleWire().delivered(status, b"") is is_delivered


def test_an_api_that_asks_nothing_says_so(ctx: Context) -> None:
    question = Question("why", "/why", Greeting, Greeted, 1.0, "because", "https://sample.example/", "asks why")

    with pytest.raises(NotImplementedError, match="never says why"):
        SampleWire().read_answer(ctx, question, Response(200))


def test_an_api_offers_nothing_that_it_does_not_name() -> None:
    wire = SampleWire()
    request = Request("POST", "", "", "", {}, b"")

    assert (wire.retries, wire.opens(("sample", "x"))) == ((), False)
    assert wire.claim(Request("POST", "", "", "", {"key": "*"}, b"")) is None
    with pytest.raises(AccessDenied):
        wire.claim(request)
