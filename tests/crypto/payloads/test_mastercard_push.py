"""A receipt travels to the token requestor, and a result back."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.payloads import mastercard_push
from emulator.crypto.payloads.mastercard_push import Push, PushRedirectError, Reported, Result

RECEIPT = "MCC-C307F0AE-298E-48EB-AA43-A7C40B32DDDE"
OTHER = "DMC-C307F0AE-298E-48EB-AA43-A7C40B32DDDF"
TOKEN = "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"  # an example's reference
PAGE = "https://shop.example/push"
PUSH = Push((RECEIPT, OTHER), "https://bank.example/back?session=1&x=å", callback_required=True, locale="en_US")

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
pushes = st.builds(
    Push,
    receipts=st.lists(st.from_regex(r"\A[A-Z0-9-]{1,64}\Z"), min_size=1, max_size=5).map(tuple),
    callback_url=st.none() | texts,
    callback_required=st.booleans(),
    complete_issuer_app_activation=st.booleans(),
    complete_website_activation=st.booleans(),
    account_holder_data_supplied=st.booleans(),
    locale=st.none() | st.just("en_US"),
)


def test_receipts_travel_as_plain_parameters() -> None:
    url = mastercard_push.unsigned_redirect(PAGE, PUSH)

    assert parse_qs(urlsplit(url).query) == {
        "pushAccountReceipts": [f"{RECEIPT},{OTHER}"],
        "callbackURL": ["https://bank.example/back?session=1&x=å"],
        "callbackRequired": ["true"],
        "completeIssuerAppActivation": ["false"],
        "completeWebsiteActivation": ["true"],
        "accountHolderDataSupplied": ["false"],
        "locale": ["en_US"],
    }


def test_a_signed_text_travels_alone() -> None:
    assert mastercard_push.signed_redirect(f"{PAGE}?app=1", "a.b.c") == f"{PAGE}?app=1&pushAccountData=a.b.c"
    assert mastercard_push.read_redirect(f"{PAGE}?pushAccountData=a.b.c&pushAccountReceipts=x") == "a.b.c"


@given(pushes)
def test_what_was_written_is_read(push: Push) -> None:
    assert mastercard_push.read_redirect(mastercard_push.unsigned_redirect(PAGE, push)) == push


@given(pushes)
def test_what_was_signed_is_read_but_for_the_wish_to_be_called_back(push: Push) -> None:
    read = mastercard_push.read_signed_text(mastercard_push.signed_text(push))

    assert mastercard_push.signed_text(read) == mastercard_push.signed_text(push)
    assert read.receipts == push.receipts


@pytest.mark.parametrize("flag", ["TRUE", "True", "true"])
def test_flags_are_read_in_any_case_and_unknown_parameters_are_passed_over(flag: str) -> None:
    push = mastercard_push.read_redirect(f"{PAGE}?pushAccountReceipts={RECEIPT}&callbackRequired={flag}&colour=red")

    assert push == Push((RECEIPT,), callback_required=True)


def test_the_other_spelling_of_one_example_is_read() -> None:
    text = json.dumps({"pushAccountReceipts": [RECEIPT], "callBackURL": "https://bank.example"}).encode()

    assert mastercard_push.read_signed_text(text).callback_url == "https://bank.example"


@pytest.mark.parametrize("query", ["", "pushAccountReceipts=", "pushAccountReceipts=,", f"pushAccountReceipts={','.join('abcdef')}"])
def test_a_redirect_without_receipts_or_with_too_many_is_refused(query: str) -> None:
    with pytest.raises(PushRedirectError, match="one to 5 receipts"):
        mastercard_push.read_redirect(f"{PAGE}?{query}")


@pytest.mark.parametrize("text", [b"x", b"[]", b"{}", b'{"pushAccountReceipts": "x"}'])
def test_a_signed_text_that_is_none_is_refused(text: bytes) -> None:
    with pytest.raises(PushRedirectError, match="what was signed"):
        mastercard_push.read_signed_text(text)


def test_results_come_back_with_brackets_and_bar_encoded() -> None:
    url = mastercard_push.callback("https://bank.example/back?x=1", [Reported(RECEIPT, Result.APPROVED, TOKEN)])

    assert url == f"https://bank.example/back?x=1&results%5B{RECEIPT}%5D=APPROVED%7C{TOKEN}"


@given(st.lists(st.builds(Reported, st.from_regex(r"\A[A-Z0-9-]{1,64}\Z"), st.sampled_from(Result), st.none() | st.just(TOKEN))))
def test_results_that_were_written_are_read(reports: list[Reported]) -> None:
    assert mastercard_push.read_callback(mastercard_push.callback("https://bank.example", reports)) == reports


def test_what_is_no_result_is_passed_over() -> None:
    assert mastercard_push.read_callback(f"https://bank.example?results[{RECEIPT}]=PERHAPS&results=APPROVED&x=1") == []
