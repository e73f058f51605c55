"""The four ways to say which account is meant."""

from typing import Any

import pytest

from tests.providers.mdes.caller import MERCHANT, SAMPLE_MERCHANT, WALLET, Caller, account, card_info, codes

PAN = "5123456789012345"


def without(*names: str) -> dict[str, Any]:
    card = account(PAN)["cardAccountData"]
    return card_info(PAN, cardAccountData={name: value for name, value in card.items() if name not in names})


async def test_an_account_named_in_two_ways_is_refused(mdes: Caller) -> None:
    known = (await mdes.tokenize()).body["panUniqueReference"]

    answer = await mdes.tokenize(fundingAccountInfo={**card_info(PAN), "panUniqueReference": known})

    assert (codes(answer), answer.body["errorDescription"]) == (["INVALID_FIELD_VALUE"], "Invalid Field Value - fundingAccountInfo")


@pytest.mark.parametrize("info", [{}, {"encryptedPayload": {"encryptedData": {"source": "ACCOUNT_ON_FILE"}}}])
async def test_an_account_named_in_no_way_is_refused(mdes: Caller, info: dict[str, Any]) -> None:
    answer = await mdes.tokenize(fundingAccountInfo=info)

    assert (codes(answer), answer.body["errorDescription"]) == (
        ["MISSING_REQUIRED_FIELD"],
        "Missing Required Field - fundingAccountInfo",
    )


async def test_an_unknown_card_reference_is_refused(mdes: Caller) -> None:
    answer = await mdes.tokenize(fundingAccountInfo={"panUniqueReference": "FWSPMC0000000001" + "0" * 32})

    assert codes(answer) == ["INVALID_PAN_UNIQUE_REFERENCE"]


async def test_an_unknown_token_reference_is_refused(mdes: Caller) -> None:
    answer = await mdes.tokenize(fundingAccountInfo={"tokenUniqueReference": "DWSPMC0000000001" + "0" * 32})

    assert codes(answer) == ["INVALID_TOKEN_UNIQUE_REFERENCE"]


async def test_the_token_of_another_requestor_is_refused(mdes: Caller) -> None:
    token = (await mdes.tokenize(tokenRequestorId=SAMPLE_MERCHANT)).body["tokenUniqueReference"]

    answer = await mdes.tokenize(fundingAccountInfo={"tokenUniqueReference": token}, tokenRequestorId=MERCHANT)

    assert codes(answer) == ["AUTHORIZATION_FAILED"]


async def test_a_deleted_token_names_no_account(mdes: Caller) -> None:
    token = (await mdes.tokenize()).body["tokenUniqueReference"]
    await mdes.change("delete", token)

    answer = await mdes.tokenize(fundingAccountInfo={"tokenUniqueReference": token})

    assert codes(answer) == ["INVALID_TOKEN_STATUS"]


async def test_an_unknown_receipt_is_refused(mdes: Caller) -> None:
    answer = await mdes.tokenize(fundingAccountInfo={"pushAccountReceipt": "MCC-UNKNOWN"}, tokenRequestorId=WALLET)

    assert codes(answer) == ["INVALID_FIELD_VALUE"]


@pytest.mark.parametrize("missing", ["expiryMonth", "expiryYear"])
async def test_a_card_without_its_expiry_is_refused(mdes: Caller, missing: str) -> None:
    answer = await mdes.tokenize(fundingAccountInfo=without(missing))

    assert codes(answer) == ["MISSING_EXPIRY_DATE"]


async def test_a_card_without_its_number_is_refused(mdes: Caller) -> None:
    answer = await mdes.tokenize(fundingAccountInfo=without("accountNumber"))

    assert answer.body["errorDescription"].endswith("fundingAccountInfo.encryptedPayload.cardAccountData.accountNumber")


async def test_an_account_without_a_card_is_not_eligible(mdes: Caller) -> None:
    other = {"financialAccountId": "DE89370400440532013000", "interbankCardAssociationId": "1234", "countryCode": "DEU"}
    payload = {"encryptedData": {"source": "ACCOUNT_ON_FILE", "financialAccountData": other}}

    answer = await mdes.tokenize(fundingAccountInfo={"encryptedPayload": payload})

    assert codes(answer) == ["PAN_INELIGIBLE"]
