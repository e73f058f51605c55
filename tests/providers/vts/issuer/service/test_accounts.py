"""A card and a token as their issuer reads them."""

from typing import Any

import pytest

from tests.providers.vts.bank import Bank
from tests.providers.vts.caller import PAN, YELLOW, Caller
from tests.providers.vts.conftest import Observer


async def told(visa: Caller, behind: Observer, issuing: Bank, **changes: Any) -> Any:
    """What the issuer reads of a new token."""
    made = await visa.provision(**changes)
    await behind.deliver()
    return issuing.about("tokenChanged")[-1], made.body


async def test_the_issuer_reads_the_number_that_the_requestor_reads(visa: Caller, behind: Observer, issuing: Bank) -> None:
    heard, made = await told(visa, behind, issuing)

    opened = heard.opened
    assert opened["tokenInfo"]["token"] == visa.opened(made["tokenInfo"]["encTokenInfo"])["token"]
    assert opened["cardholderInfo"]["primaryAccountNumber"] == PAN
    assert opened["tokenInfo"]["tokenExpirationDate"] == made["tokenInfo"]["expirationDate"]
    assert "cvv2" not in opened["cardholderInfo"]


async def test_tokens_of_the_card_are_counted_by_state(visa: Caller, behind: Observer, issuing: Bank) -> None:
    await visa.provision(YELLOW)
    await visa.change(await visa.token(), "suspend")

    heard, _ = await told(visa, behind, issuing)

    counts = [heard.opened["tokenInfo"][f"numberOf{state}TokensForPAN"] for state in ("Active", "Inactive", "Suspended")]
    assert counts == [1, 0, 1]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"panSource": "ONFILE"}, {"panSource": "ON_FILE"}),
        ({"consumerEntryMode": "CAMERACAPTURED"}, {"consumerEntryMode": "CAMERA_CAPTURED"}),
        ({"consumerEntryMode": None}, {"consumerEntryMode": "UNKNOWN"}),
        ({"locale": "de_AT"}, {"locale": "de_AT"}),
        ({"locationSource": "MOON", "protectionType": None}, {}),
        ({"ip4address": "192.0.2.9", "locationSource": "GPS"}, {}),
    ],
)
async def test_circumstances_are_told_in_the_issuers_words(
    visa: Caller, behind: Observer, issuing: Bank, *, said: dict[str, Any], expected: dict[str, Any]
) -> None:
    heard, _ = await told(visa, behind, issuing, **said)

    assert expected.items() <= heard.body.items()
    assert heard.body.get("deviceInfo", {}).get("locationSource") in {None, "GPS"}
