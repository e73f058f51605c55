"""Slips in building a base string: each gives another text than the right one, and they combine."""

import pytest

from emulator.crypto.signatures import oauth1_slips as slips
from emulator.crypto.signatures.oauth1_base_string import SignedRequest, base_string
from tests.crypto.signatures.signing import parameters

# URLs and a header in which every slip shows.
REST = "/mdes/connect/1%2F0//x;v=1/?Format=JSON&b=%c3%a9+c"
VALUES = {**parameters(oauth_nonce="%2B"), "realm": "mdes", "oauth_signature": "AAAA"}
CASE, OTHER = (slips.Signature(SignedRequest("POST", host + REST), VALUES) for host in ("https://Sandbox.Example:443", "http://h:1"))
RIGHT = CASE.ingredients()


def test_the_right_ingredients_give_the_right_base_string() -> None:
    assert RIGHT.join() == base_string(CASE.request, CASE.parameters)


@pytest.mark.parametrize("slip", [pytest.param(slip, id=slip.cause) for slip in slips.SLIPS])
def test_every_slip_gives_another_base_string(slip: slips.Slip) -> None:
    changed = [varied != case.ingredients() for case in (CASE, OTHER) for varied in slip.vary(case, case.ingredients())]

    assert any(changed)
    assert slip.message.endswith(".")
    assert slip.fix.endswith(".")


def test_two_slips_at_once_differ_from_each_of_them() -> None:
    by_cause = {slip.cause: slip for slip in slips.SLIPS}
    first, second = by_cause["query_not_signed"], by_cause["signed_decoded_path"]

    (both,) = slips.both(first, second)(CASE, RIGHT)

    assert [both.join() in {varied.join() for varied in slip.vary(CASE, RIGHT)} for slip in (first, second)] == [False, False]
    assert "Format" not in both.join()


def test_each_two_common_slips_are_tried_once() -> None:
    tried = [(first.cause, second.cause) for first, second in slips.pairs()]

    assert len(tried) == len(set(tried)) == len(slips.COMMON) * (len(slips.COMMON) - 1) // 2


def test_no_two_slips_have_one_name() -> None:
    assert len({slip.cause for slip in slips.SLIPS}) == len(slips.SLIPS)


@pytest.mark.parametrize("url", ["", "x", "http://", "http://h/" + "/" * 50, "http://h?%", "\ud800"])
def test_no_url_breaks_a_slip(url: str) -> None:
    case = slips.Signature(SignedRequest("POST", url), parameters())

    texts = [varied.join() for slip in slips.SLIPS for varied in slip.vary(case, case.ingredients())]

    assert len(texts) > len(slips.SLIPS)
