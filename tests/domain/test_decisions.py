"""Magic numbers decide, ordinary numbers are approved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.codes import Channel
from emulator.domain.decisions import MAGIC, MARKER, PUBLISHED, Decision, Magic, decide, magic_of
from emulator.domain.errors import (
    DomainError,
    IneligibleCard,
    IneligibleDevice,
    IneligiblePair,
    InvalidPan,
    IssuerSilent,
    ProvisionFailed,
    TooManyTokens,
    Unavailable,
)
from emulator.domain.pan import Pan, check_digit, passes_luhn

# What payment providers publish for Mastercard's test facility, copied by hand.
APPROVED = ("5204731600014784", "5204731600013711", "5186009200935811", "2222690420064590", "5120342233150747", "5100000000000008")
INELIGIBLE = (
    "2223001850064564",
    "5462970394839348",
    "2223520127577835",
    "5460126128200800",
    "5207980000000102",
    "5100000000000024",
)
DECLINED = ("5204731940398145", "5204731600000239", "5100000000000032")
INVALID = ("5204731601950473", "5100000000000040")


def magic(code: str, *, prefix: str = "51234500") -> Pan:
    payload = f"{prefix}{MARKER}{code}"
    return Pan(payload + check_digit(payload))


@pytest.mark.parametrize("digits", APPROVED)
def test_published_numbers_are_approved(digits: str) -> None:
    assert decide(Pan(digits)) is Decision.APPROVED


@pytest.mark.parametrize("digits", DECLINED)
def test_published_numbers_are_declined(digits: str) -> None:
    assert decide(Pan(digits)) is Decision.DECLINED


@pytest.mark.parametrize(
    ("digits", "refusal"), [*((digits, IneligibleCard) for digits in INELIGIBLE), *((digits, InvalidPan) for digits in INVALID)]
)
def test_published_numbers_are_refused(digits: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        decide(Pan(digits))


def test_no_published_number_is_forgotten_or_made_up() -> None:
    assert set(PUBLISHED) == {*APPROVED, *INELIGIBLE, *DECLINED, *INVALID}
    assert all(passes_luhn(digits) for digits in PUBLISHED)


@pytest.mark.parametrize("prefix", ["51234500", "22210000", "40000000"])
@pytest.mark.parametrize(
    ("code", "decision"),
    [("000", Decision.APPROVED), ("085", Decision.REQUIRE_AUTHENTICATION), ("005", Decision.DECLINED), ("999", Decision.APPROVED)],
)
def test_one_scheme_decides_for_every_network(prefix: str, code: str, decision: Decision) -> None:
    assert decide(magic(code, prefix=prefix)) is decision


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("101", IneligibleCard),
        ("102", InvalidPan),
        ("103", TooManyTokens),
        ("104", ProvisionFailed),
        ("105", IneligibleDevice),
        ("106", IneligiblePair),
        ("107", Unavailable),
        ("191", IssuerSilent),
    ],
)
def test_one_scheme_refuses_for_every_network(code: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal, match=f"^{MAGIC[code].meaning}$"):
        decide(magic(code))


@pytest.mark.parametrize(("code", "delay"), [("190", 3.0), ("192", 40.0), ("000", 0.0)])
def test_some_numbers_take_their_time(code: str, delay: float) -> None:
    assert (magic_of(magic(code)).delay, decide(magic(code))) == (delay, Decision.APPROVED)


def test_seven_numbers_have_one_channel_each() -> None:
    rows = [magic_of(magic(f"20{digit}")) for digit in range(1, 8)]

    assert {row.channels for row in rows} == {(channel,) for channel in Channel}
    assert {row.decision for row in rows} == {Decision.REQUIRE_AUTHENTICATION}


def test_one_number_arouses_suspicion() -> None:
    assert [code for code, row in MAGIC.items() if row.suspected] == ["301"]


@given(st.from_regex(r"\A[245][0-9]{12,18}\Z"))
def test_an_ordinary_number_is_approved(digits: str) -> None:
    ordinary = digits[:8] + "1234" + digits[12:]

    assert decide(Pan(ordinary)) is Decision.APPROVED


@pytest.mark.parametrize("digits", ["400000007777", "4000000077771", "40000000777708"])
def test_a_short_number_with_the_marker_is_ordinary(digits: str) -> None:
    assert decide(Pan(digits)) is Decision.APPROVED


@pytest.mark.parametrize("row", MAGIC.values(), ids=MAGIC)
def test_every_magic_number_passes_luhn_and_is_found_under_its_code(row: Magic) -> None:
    pan = magic(row.code)

    assert magic_of(pan) is row
    assert passes_luhn(pan.reveal())
