"""Rows of what providers say first."""

from typing import Final

from emulator import bootstrap
from emulator.recording.outbound.rows import is_asked, outbound_rows
from emulator.recording.tape import read
from tests.recording.sample import FIXTURES

ROWS: Final = outbound_rows(bootstrap.APIS)
VISA: Final = ROWS["vts/issuer/token_status_updated"]


def test_a_path_is_the_one_on_tape_whatever_stands_in_its_braces() -> None:
    assert VISA.goes_to("/bank/tokenRequestors/1/tokens/2/tokenChanged", "/bank/tokenRequestors/3/tokens/4/tokenChanged")
    assert not VISA.goes_to("/bank/tokenRequestors/1/tokens/2/tokenChanged", "/shop/tokenRequestors/1/tokens/2/tokenChanged")


def test_two_rows_that_share_a_path_are_told_apart_by_the_query() -> None:
    assert VISA.says_so_in("eventType=TOKEN_STATUS_UPDATED&eventID=1")
    assert not VISA.says_so_in("eventType=TOKEN_CREATED&eventID=1")
    assert ROWS["stripe/event"].says_so_in("")


def test_a_row_without_a_path_goes_to_the_url_on_tape_alone() -> None:
    assert ROWS["stripe/event"].goes_to("/hooks", "/hooks")
    assert not ROWS["stripe/event"].goes_to("/hooks", "/authorizations")


def test_a_provider_waits_for_the_answers_to_its_questions_and_to_nothing_else() -> None:
    tape = read(FIXTURES / "flows/yellow_path/mastercard_card_verified_by_code.json")

    asked = [exchange.contract for exchange in tape.exchanges if is_asked(exchange, ROWS)]

    assert asked == ["mdes/issuer/authorize_service", "mdes/issuer/request_activation_methods"]
