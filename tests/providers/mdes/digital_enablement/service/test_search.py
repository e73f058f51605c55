"""Looking for tokens."""

from typing import Any

import pytest

from tests.providers.mdes.caller import MERCHANT, SAMPLE_MERCHANT, WALLET, Answer, Caller, codes

pytestmark = pytest.mark.exercises("mdes.digital_enablement.search_tokens")

PAN = "5123456789012345"
OTHER = "5204731600014784"


def card(number: str) -> dict[str, Any]:
    return {"encryptedPayload": {"encryptedData": {"cardAccountData": {"accountNumber": number}}}}


async def search(mdes: Caller, **members: Any) -> Answer:
    return await mdes.post("/mdes/digitization/1/0/searchTokens", {"requestId": "s-1", **members})


def found(answer: Answer) -> list[str]:
    return [token["tokenUniqueReference"] for token in answer.body["tokens"]]


async def made(mdes: Caller, pan: str = PAN, requestor: str = SAMPLE_MERCHANT) -> str:
    return str((await mdes.tokenize(pan, tokenRequestorId=requestor)).body["tokenUniqueReference"])


async def test_the_tokens_of_a_card_are_found_oldest_first(mdes: Caller) -> None:
    references = [await made(mdes), await made(mdes)]
    await made(mdes, OTHER)

    answer = await search(mdes, fundingAccountInfo=card(PAN), tokenRequestorId=SAMPLE_MERCHANT)

    assert (answer.body["responseId"], found(answer)) == ("s-1", references)
    assert answer.body["tokens"][0]["status"] == "ACTIVE"
    assert "accountPanPrefix" not in answer.body["tokens"][0]["tokenInfo"]


async def test_only_the_tokens_of_the_named_requestor_are_found(mdes: Caller) -> None:
    own, foreign = await made(mdes), await made(mdes, requestor=MERCHANT)

    one = await search(mdes, fundingAccountInfo=card(PAN), tokenRequestorId=SAMPLE_MERCHANT)
    every = await search(mdes, fundingAccountInfo=card(PAN))

    assert (found(one), found(every)) == ([own], [own, foreign])


async def test_deleted_tokens_are_not_found(mdes: Caller) -> None:
    kept, deleted = await made(mdes), await made(mdes)
    await mdes.change("delete", deleted)
    await mdes.change("suspend", kept)

    answer = await search(mdes, fundingAccountInfo=card(PAN))

    assert (found(answer), answer.body["tokens"][0]["suspendedBy"]) == ([kept], ["TOKEN_REQUESTOR"])


async def test_a_card_without_tokens_has_none(mdes: Caller) -> None:
    answer = await search(mdes, fundingAccountInfo=card(OTHER))

    assert found(answer) == []


async def test_all_tokens_of_a_requestor_are_found(mdes: Caller) -> None:
    references = [await made(mdes), await made(mdes, OTHER)]
    await made(mdes, requestor=MERCHANT)

    answer = await search(mdes, tokenRequestorId=SAMPLE_MERCHANT)

    assert sorted(found(answer)) == sorted(references)


async def test_a_card_is_found_by_its_reference_by_a_token_and_by_a_receipt(mdes: Caller) -> None:
    answer = await mdes.tokenize(tokenRequestorId=WALLET)
    token, pan = answer.body["tokenUniqueReference"], answer.body["panUniqueReference"]
    ways = ({"panUniqueReference": pan}, {"tokenUniqueReference": token}, {"pushAccountReceipt": await mdes.receipt(PAN)})

    answers = [await search(mdes, fundingAccountInfo=info, tokenRequestorId=WALLET) for info in ways]

    assert [found(answer) for answer in answers] == [[token], [token], [token]]


async def test_looking_does_not_use_a_receipt_up(mdes: Caller) -> None:
    info = {"pushAccountReceipt": await mdes.receipt(PAN)}

    await search(mdes, fundingAccountInfo=info, tokenRequestorId=WALLET)
    redeemed = await mdes.tokenize(fundingAccountInfo=info, tokenRequestorId=WALLET)

    assert redeemed.body["decision"] == "APPROVED"


@pytest.mark.parametrize(("digits", "count"), [("512345", 1), ("555555", 0)])
async def test_six_digits_are_enough_beside_a_token(mdes: Caller, digits: str, count: int) -> None:
    info = {"tokenUniqueReference": await made(mdes), **card(digits)}

    answer = await search(mdes, fundingAccountInfo=info)

    assert len(found(answer)) == count


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({}, "MISSING_REQUIRED_FIELD"),
        ({"tokenRequestorId": "1" * 11}, "AUTHORIZATION_FAILED"),
        ({"fundingAccountInfo": {}}, "MISSING_REQUIRED_FIELD"),
        ({"fundingAccountInfo": card("512345")}, "INVALID_FIELD_LENGTH"),
        ({"fundingAccountInfo": {"pushAccountReceipt": "MCC-1"}}, "MISSING_REQUIRED_FIELD"),
        ({"fundingAccountInfo": {"panUniqueReference": "F", "pushAccountReceipt": "MCC-1"}}, "INVALID_FIELD_VALUE"),
        ({"fundingAccountInfo": {"panUniqueReference": "F"}}, "INVALID_PAN_UNIQUE_REFERENCE"),
        ({"fundingAccountInfo": {"tokenUniqueReference": "D" * 48}}, "INVALID_TOKEN_UNIQUE_REFERENCE"),
    ],
)
async def test_a_search_for_nothing_is_refused(mdes: Caller, members: dict[str, Any], code: str) -> None:
    answer = await search(mdes, **members)

    assert codes(answer) == [code]


async def test_the_token_of_another_requestor_leads_nowhere(mdes: Caller) -> None:
    token = await made(mdes, requestor=MERCHANT)

    answer = await search(mdes, fundingAccountInfo={"tokenUniqueReference": token}, tokenRequestorId=SAMPLE_MERCHANT)

    assert codes(answer) == ["AUTHORIZATION_FAILED"]
