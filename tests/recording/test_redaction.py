"""What may not stand on a tape."""

from dataclasses import replace

import pytest

from emulator.recording import redaction
from emulator.recording.redaction import StillSecret, is_kept, redacted, redacted_form, refuse_secrets, without_secret_parameters
from emulator.recording.tape import Tape

STRANGER = "4929000000006411"


def with_body(tape: Tape, body: bytes, opened: bytes = b"") -> Tape:
    first, *rest = tape.exchanges
    return replace(tape, exchanges=(replace(first, request=replace(first.request, body=body, opened=opened)), *rest))


def test_a_tape_with_published_numbers_is_kept(tape: Tape) -> None:
    refuse_secrets(tape)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f'{{"pan":"{STRANGER}"}}', "card number"),
        ('{"text":"pay with 4929 0000 0000 6411 now"}', "card number"),
        ("-----BEGIN RSA PRIVATE KEY-----", "private key"),
        ('{"key":"sk_live_51H8abcdefgh"}', "API key"),
        ('{"x":"whsec_0123456789abcdef"}', "webhook secret"),
        ('{"x":"Bearer 0123456789abcdef0123"}', "authorization header"),
    ],
)
def test_a_tape_that_holds_a_secret_is_refused_without_showing_it(tape: Tape, text: str, what: str) -> None:
    with pytest.raises(StillSecret, match=what) as refused:
        refuse_secrets(with_body(tape, text.encode()))

    assert "/exchanges/0/request" in str(refused.value)
    assert STRANGER not in str(refused.value)


def test_a_number_that_shows_only_when_a_part_is_opened_is_refused(tape: Tape) -> None:
    with pytest.raises(StillSecret, match="/exchanges/0/request/opened/pan"):
        refuse_secrets(with_body(tape, b'{"pan":"0f0f"}', f'{{"pan":"{STRANGER}"}}'.encode()))


def test_a_number_is_found_in_a_path(tape: Tape) -> None:
    first, *rest = tape.exchanges
    spoilt = replace(tape, exchanges=(replace(first, request=replace(first.request, path=f"/cards/{STRANGER}")), *rest))

    with pytest.raises(StillSecret, match="/request/path"):
        refuse_secrets(spoilt)


# Numbers as providers publish them: docs.stripe.com/testing, developer.mastercard.com; and such as nobody publishes.
@pytest.mark.parametrize(
    ("digits", "kept"),
    [
        ("4242424242424242", True),
        ("5555555555554444", True),
        ("5204731600014784", True),
        ("5123456789012345", True),
        ("5204731620001001", True),
        ("5555555577770853", True),
        ("5480931506966393", True),
        ("5100000000000000000", True),
        ("1234567890123456", True),
        ("4929000000006411", False),
        ("5105105105105106", True),
        ("5425233430109903", False),
    ],
)
def test_published_numbers_are_kept_and_no_others(digits: str, kept: bool) -> None:
    assert is_kept(digits) is kept


def test_members_with_the_names_of_secrets_are_redacted_and_the_rest_keeps_its_bytes() -> None:
    assert redacted(b'{"a": {"client_secret": "x", "b": 1}}') == b'{"a":{"client_secret":"[redacted]","b":1}}'
    assert redacted(b'{"a":  1}') == b'{"a":  1}'
    assert redacted(b"no json") == b"no json"


def test_fields_of_a_form_with_the_names_of_secrets_are_redacted_however_deep_they_are() -> None:
    form = b"url=a&metadata%5Bemulator_secret%5D=x&metadata[a]=b&secret=y&secret_wish=z"

    assert redacted_form(form) == b"url=a&metadata%5Bemulator_secret%5D=%5Bredacted%5D&metadata[a]=b&secret=%5Bredacted%5D&secret_wish=z"


def test_parameters_with_the_names_of_secrets_are_left_out() -> None:
    assert without_secret_parameters("apiKey=x&page=2&api_key=y") == "page=2"


def test_what_is_redacted_is_no_secret_any_more(tape: Tape) -> None:
    refuse_secrets(with_body(tape, redacted(b'{"password":"sk_live_0123456789"}')))

    assert redaction.REDACTED == "[redacted]"
