"""The way to the token requestor's site."""

from urllib.parse import parse_qs, urlsplit

import pytest

from emulator.issuer_app.mdes.redirect import redirect_url
from emulator.issuer_app.mdes.schemas import PushMethod

WEB = PushMethod(type="WEB", uri="https://wallet.example/add")
OPTIONS: dict[str, str | bool] = {"callbackURL": "https://issuer.example/back?a=b", "completeWebsiteActivation": True, "locale": "en_US"}


def test_without_signature_the_receipt_and_the_options_travel_in_the_open() -> None:
    url = redirect_url([WEB], "MCC-1", signed=None, options=OPTIONS)

    assert urlsplit(str(url)).path == "/add"
    assert parse_qs(urlsplit(str(url)).query) == {
        "pushAccountReceipts": ["MCC-1"],
        "callbackRequired": ["true"],
        "callbackURL": ["https://issuer.example/back?a=b"],
        "completeWebsiteActivation": ["true"],
        "locale": ["en_US"],
    }


def test_with_a_signature_nothing_else_travels() -> None:
    assert redirect_url([WEB], "MCC-1", signed="a.b.c", options=OPTIONS) == "https://wallet.example/add?pushAccountData=a.b.c"


def test_a_page_with_a_query_keeps_it() -> None:
    page = PushMethod(type="WEB", uri="https://wallet.example/add?x=1")

    assert redirect_url([page], "MCC-1", signed="a.b.c", options={}) == "https://wallet.example/add?x=1&pushAccountData=a.b.c"


@pytest.mark.parametrize("methods", [[], [PushMethod(type="IOS", uri="wallet://add")]])
def test_without_a_page_there_is_no_redirect(methods: list[PushMethod]) -> None:
    assert redirect_url(methods, "MCC-1", signed=None, options=OPTIONS) is None
