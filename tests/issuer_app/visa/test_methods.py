"""Ways to verify a cardholder, and codes on their way."""

from datetime import UTC, datetime

from emulator.issuer_app.visa.methods import CARRIES_CODES, delivery_of, methods_for
from emulator.issuer_app.visa.schemas import SendPasscode

from .conftest import a_card

MESSAGE = SendPasscode(
    otpMethodIdentifier="email-1", OTPCode="123456", OTPCodeExp="1767226200", tokenReferenceID="DNITHE1", encryptedData="a.b.c"
)


def test_the_address_is_masked_and_every_way_has_an_id_of_its_own() -> None:
    ways = methods_for(a_card())

    assert (ways[0].type, ways[0].value) == ("email", "j***@example.com")
    assert len({way.identifier for way in ways}) == len(ways)
    assert {way.identifier for way in ways} > CARRIES_CODES


def test_an_account_without_a_user_has_ways_too() -> None:
    card = a_card()
    card.account.user = None

    assert methods_for(card)[0].value.endswith("@example.org")


def test_the_same_message_again_is_the_same_delivery() -> None:
    first, again = delivery_of(MESSAGE, a_card()), delivery_of(MESSAGE, a_card())
    other = delivery_of(MESSAGE.model_copy(update={"OTPCode": "654321"}), a_card())

    assert first == again
    assert first.request_id != other.request_id
    assert (first.code, first.expires_at) == ("123456", datetime(2026, 1, 1, 0, 10, tzinfo=UTC))
    assert "123456" not in repr(first)
