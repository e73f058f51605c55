"""What Visa tells of a token, in the app's own words."""

from emulator.issuer_app.pan import Pan
from emulator.issuer_app.visa.notices import digest_of, news_of
from emulator.issuer_app.visa.schemas import CardAndToken, TokenChanged

from .conftest import PAN
from .stand_in import REFERENCE, plain

MESSAGE = TokenChanged(messageReasonCode="3702", encryptedData="a.b.c")


def test_status_number_and_expiry_are_those_of_the_token() -> None:
    news = news_of(REFERENCE, MESSAGE, CardAndToken.model_validate(plain(PAN, tokenStatus="SUSPENDED")))

    assert (news.provider, news.reference, news.status, news.reason_code) == ("visa", REFERENCE, "SUSPENDED", "3702")
    assert (news.expiry, news.last4, news.pan) == ("1230", "3478", Pan(PAN))


def test_a_token_without_number_and_expiry_says_nothing_of_them() -> None:
    news = news_of(REFERENCE, MESSAGE, CardAndToken.model_validate(plain(PAN, token=None, tokenExpirationDate=None)))

    assert (news.expiry, news.last4) == (None, None)


def test_an_event_has_one_digest() -> None:
    assert digest_of("e-1") == digest_of("e-1") != digest_of("e-2")
    assert len(digest_of("e-1")) == 64
