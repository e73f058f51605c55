"""Card numbers show their last four digits and nothing else, whoever prints them."""

import copy
import json
import logging
import pickle
import pprint
import string
import traceback
from collections.abc import Callable
from dataclasses import dataclass

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.pretty import pretty_repr

from emulator.domain.pan import Network, Pan, check_digit, passes_luhn

SECRET = "5123456789012345"
PAN = Pan(SECRET)


@dataclass(frozen=True)
class Wallet:
    """Something that holds a card number among other things."""

    owner: str
    pan: Pan


def traced(pan: Pan) -> str:
    try:
        raise KeyError(pan)
    except KeyError as error:
        return "".join(traceback.format_exception(error))


PRINTERS: dict[str, Callable[[Pan], str]] = {
    "str": str,
    "repr": repr,
    "format": lambda pan: f"{pan}",
    "format repr": lambda pan: f"{pan!r}",
    "percent": lambda pan: "%s %r" % (pan, pan),  # noqa: UP031  # old code prints like this
    "inside a container": lambda pan: f"{[pan]} {(pan,)} { ({'pan': pan}) } { ({pan}) }",
    "inside a dataclass": lambda pan: repr(Wallet("anna", pan)),
    "pprint": lambda pan: pprint.pformat(Wallet("anna", pan), width=20),
    "rich": lambda pan: pretty_repr([Wallet("anna", pan)], max_width=10),
    "json with default": lambda pan: json.dumps({"pan": pan}, default=str),
    "orjson, which knows dataclasses": lambda pan: orjson.dumps({"pan": pan}).decode(),
    "ascii": ascii,
    "a log record": lambda pan: logging.makeLogRecord({"msg": "added %s", "args": (pan,)}).getMessage(),
    "an error": lambda pan: f"{ValueError(pan)} {ValueError(pan)!r}",
    "a traceback": traced,
}


@pytest.mark.parametrize("printed", PRINTERS.values(), ids=PRINTERS)
def test_a_pan_prints_masked(printed: Callable[[Pan], str]) -> None:
    text = printed(PAN)

    assert SECRET not in text
    assert SECRET[:12] not in text


def test_a_masked_pan_shows_its_length_and_last_four() -> None:
    assert (str(PAN), repr(PAN)) == ("************2345", "Pan(************2345)")


def test_a_pan_cannot_be_padded_into_a_line() -> None:
    with pytest.raises(TypeError):
        f"{PAN:>30}"


@given(st.text(string.digits, min_size=9, max_size=19))
def test_digits_come_out_by_an_act(digits: str) -> None:
    pan = Pan(digits)

    assert pan.reveal() == digits
    assert (pan.prefix, pan.suffix, len(str(pan))) == (digits[:6], digits[-4:], len(digits))


# The last three are digits to Python, not to a card: Arabic-Indic, superscript, and a line's end behind them.
NO_PANS = ("", "12345678", "1" * 20, "5123 4567 8901 2345", "-123456789", "\u0661" * 16, "\u00b2" * 16, "5123456789012345\n")


@pytest.mark.parametrize("text", NO_PANS)
def test_what_is_no_pan_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a PAN is 9 to 19 digits$"):
        Pan(text)


def test_equal_digits_are_one_pan() -> None:
    assert Pan(SECRET) == PAN
    assert len({Pan(SECRET), PAN, Pan("5412345678901234")}) == 2
    assert copy.deepcopy(PAN) == pickle.loads(pickle.dumps(PAN)) == PAN  # noqa: S301  # our own bytes


@pytest.mark.parametrize(
    ("digits", "network"),
    [
        ("2220999999999999", None),
        ("2221000000000000", Network.MASTERCARD),
        ("2720999999999999", Network.MASTERCARD),
        ("2721000000000000", None),
        ("5099999999999999", None),
        ("5100000000000008", Network.MASTERCARD),
        ("5599999999999999", Network.MASTERCARD),
        ("5600000000000000", None),
        ("4111111111111111", Network.VISA),
        ("4222222222222", Network.VISA),
        ("371449635398431", None),
        ("6011000990139424", None),
    ],
)
def test_the_first_digits_name_the_network(digits: str, network: Network | None) -> None:
    assert Pan(digits).network is network


# Numbers that card networks and gateways publish for tests, of 13 to 19 digits, and the example of Luhn's patent form.
VALID = ("4111111111111111", "5555555555554444", "378282246310005", "6011111111111117", "4222222222222", "30569309025904", "79927398713")
BROKEN = ("4111111111111112", "5123456789012345", "5412345678901234", "79927398710")


@pytest.mark.parametrize("digits", VALID)
def test_published_test_numbers_pass_luhn(digits: str) -> None:
    assert passes_luhn(digits)
    assert check_digit(digits[:-1]) == digits[-1]


@pytest.mark.parametrize("digits", BROKEN)
def test_numbers_that_fail_luhn_are_pans_all_the_same(digits: str) -> None:
    assert not passes_luhn(digits)
    assert Pan(digits).reveal() == digits


@given(st.text(string.digits, min_size=8, max_size=18))
def test_exactly_one_digit_completes_a_number(payload: str) -> None:
    completing = [digit for digit in string.digits if passes_luhn(payload + digit)]

    assert completing == [check_digit(payload)]


@given(st.text(string.digits, min_size=8, max_size=18), st.data())
def test_luhn_sees_every_single_wrong_digit(payload: str, data: st.DataObject) -> None:
    digits = payload + check_digit(payload)
    position = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([digit for digit in string.digits if digit != digits[position]]))

    assert not passes_luhn(digits[:position] + other + digits[position + 1 :])
