"""Where on a tape the providers speak first."""

from typing import Final

from emulator import bootstrap
from emulator.recording.outbound.places import places
from emulator.recording.outbound.rows import outbound_rows
from emulator.recording.tape import read
from tests.recording.sample import FIXTURES

ROWS: Final = outbound_rows(bootstrap.APIS)
TAPE: Final = read(FIXTURES / "flows/yellow_path/mastercard_card_verified_by_code.json")


def test_questions_belong_to_the_request_that_waits_for_them_and_notices_to_the_one_before() -> None:
    tokenize = next(place for place in places(TAPE.exchanges, ROWS) if place.exchange.contract.endswith("/tokenize"))

    asked, told = ([one.contract.rpartition("/")[2] for one in said] for said in (tokenize.asked, tokenize.told))

    assert asked == ["authorize_service", "request_activation_methods"]
    assert told == ["notify_token_updated"]


def test_what_is_said_after_the_last_request_belongs_to_it() -> None:
    question = next(exchange for exchange in TAPE.exchanges if exchange.contract.endswith("/authorize_service"))

    (place,) = places([TAPE.inbound[0], question], ROWS)

    assert (place.asked, place.told) == ([], [question])
