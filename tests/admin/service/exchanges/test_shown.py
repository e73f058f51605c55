"""An exchange is shown whole with every card number masked, unless digits are asked for."""

from emulator.admin.service.exchanges.shown import whole
from emulator.logs import mask
from tests.admin.service.exchanges.test_listing import NUMBER, SEEN


def test_nothing_of_an_exchange_shows_a_number() -> None:
    shown = whole(SEEN, mask, []).model_dump_json()

    assert NUMBER not in shown
    assert NUMBER in whole(SEEN, str, []).model_dump_json()


def test_bytes_that_are_no_text_are_base64() -> None:
    shown = whole(SEEN, mask, [])

    assert shown.response
    assert (shown.response.body.encoding, shown.response.body.text) == ("base64", "/wA=")
