"""Pushing cards through the front door, as an issuer does."""

import base64
import json
import re
from typing import Any, Final

import pytest
from joserfc import jws
from joserfc.jwk import RSAKey

from tests.providers.mdes.caller import CONNECT, MERCHANT, SAMPLE_MERCHANT, WALLET, Answer, Caller, FrontDoor, account, codes, fle, jwe

pytestmark = pytest.mark.exercises(
    "mdes.token_connect.get_eligible_token_requestors", "mdes.token_connect.push_account", "mdes.token_connect.push_multiple_accounts"
)

PAN = "5123456789012345"
RECEIPT = re.compile("MCC-[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}")

# The wallets that are built into phones take no cards that are pushed over Token Connect.
PHONES: Final = ("50130000103", "50130000217")


async def eligible(mdes: Caller, *ranges: str, **more: Any) -> Answer:
    return await mdes.post(f"{CONNECT}/getEligibleTokenRequestors", {"requestId": "e-1", "accountRanges": list(ranges), **more})


async def test_requestors_are_described_with_how_they_take_cards(mdes: Caller) -> None:
    answer = await eligible(mdes, "5100000000")

    by_id = {requestor["tokenRequestorId"]: requestor for requestor in answer.body["tokenRequestors"]}
    wallet = by_id[WALLET]
    assert (answer.status, answer.body["responseId"], list(by_id)) == (200, "e-1", [MERCHANT, WALLET, *PHONES, SAMPLE_MERCHANT])
    assert (wallet["tokenRequestorType"], wallet["walletId"], wallet["name"]) == ("WALLET", "216", "Emulated Wallet")
    assert wallet["enabledAccountRanges"] == [5100000000000000000]
    assert wallet["supportedPushMethods"] == ["ANDROID", "IOS", "WEB"]
    assert wallet["supportedAccountHolderData"] == ["NAME", "ADDRESS", "EMAIL_ADDRESS", "MOBILE_PHONE_NUMBER"]
    assert wallet["supportIssuerInitiatedDigitizationData"] is True
    assert wallet["availablePushMethods"][2] == {"type": "WEB", "uri": "https://push.wallet.example/web"}
    assert (await mdes.get(f"/mdes/issuer-assets/1/0/asset/tokenrequestor/{wallet['imageAssetId']}")).body["mediaContents"]


async def test_a_requestor_that_takes_no_pushed_cards_has_none_of_their_members(mdes: Caller) -> None:
    answer = await eligible(mdes, "5100000000", supportsTokenConnect=False)

    requestors = answer.body["tokenRequestors"]
    told = [(requestor["tokenRequestorId"], requestor["supportsTokenConnect"]) for requestor in requestors]
    assert told == [(one, False) for one in (*PHONES, SAMPLE_MERCHANT)]
    for requestor in requestors:
        assert not {"supportedPushMethods", "supportsMultiplePushedCards", "supportedAccountHolderData"} & requestor.keys()


@pytest.mark.parametrize(("wanted", "count"), [(True, 2), (False, 3), (None, 5)])
async def test_requestors_are_filtered_by_whether_they_take_pushed_cards(mdes: Caller, wanted: bool | None, *, count: int) -> None:
    answer = await eligible(mdes, "2221000000", **({} if wanted is None else {"supportsTokenConnect": wanted}))

    assert len(answer.body["tokenRequestors"]) == count


@pytest.mark.parametrize("number", ["5100000000", "5100000000000000000", "510000000"])
async def test_a_range_is_named_by_its_first_number_filled_up_with_zeros(mdes: Caller, number: str) -> None:
    answer = await eligible(mdes, number, "999999999")

    assert answer.body["tokenRequestors"][0]["enabledAccountRanges"] == [5100000000000000000]


@pytest.mark.parametrize("number", ["5123456789", "4000000000", "999999999"])
async def test_a_number_that_begins_no_mastercard_range_is_ineligible(mdes: Caller, number: str) -> None:
    answer = await eligible(mdes, number)

    assert (answer.status, codes(answer), answer.body["responseId"]) == (200, ["ACCOUNT_INELIGIBLE"], "e-1")


@pytest.mark.parametrize(
    ("ranges", "code"),
    [
        ([], "INVALID_FIELD_LENGTH"),
        (["51000000"], "INVALID_FIELD_LENGTH"),
        (["5100000000"] * 26, "INVALID_FIELD_LENGTH"),
        (["51000000x"], "INVALID_FIELD_FORMAT"),
    ],
)
async def test_ranges_of_another_form_are_refused(mdes: Caller, ranges: list[str], code: str) -> None:
    answer = await eligible(mdes, *ranges)

    assert codes(answer) == [code]


async def test_every_pushed_card_has_a_receipt_of_its_own(mdes: Caller) -> None:
    answer = await mdes.push(PAN, "5204731600014784")

    first, second = answer.body["pushAccountReceipts"]
    assert (answer.body["responseId"], answer.body["availablePushMethods"][1]["type"]) == ("p-1", "IOS")
    assert (first["pushAccountId"], second["pushAccountId"]) == ("CA-1", "CA-2")
    assert RECEIPT.fullmatch(first["pushAccountReceipt"])
    assert first["pushAccountReceipt"] != second["pushAccountReceipt"]
    assert "issuerInitiatedDigitizationData" not in first


async def test_the_receipt_is_wrapped_for_a_wallet_when_that_is_asked_for(mdes: Caller) -> None:
    answer = await mdes.push(PAN, requestIssuerInitiatedDigitizationData=True)

    (pushed,) = answer.body["pushAccountReceipts"]
    wrapped = json.loads(base64.b64decode(pushed["issuerInitiatedDigitizationData"], validate=True))
    assert wrapped == {"fundingAccountInfo": {"pushAccountReceipt": pushed["pushAccountReceipt"]}}


async def test_the_signature_holds_for_an_independent_library_with_the_published_key(mdes: Caller) -> None:
    told = {"callbackURL": "https://bank.example/back", "completeIssuerAppActivation": True, "locale": "en_US"}

    answer = await mdes.push(PAN, signatureData=told)

    kid = jws.extract_compact(answer.body["signature"].encode()).headers()["kid"]
    asset = await mdes.get(f"/mdes/assets/1/0/asset/{kid}")
    key = RSAKey.import_key(json.loads(base64.b64decode(asset.body["mediaContents"][0]["data"])))
    signed = jws.deserialize_compact(answer.body["signature"], key, algorithms=["RS256"])
    assert signed.headers() == {"alg": "RS256", "kid": kid}
    assert json.loads(signed.payload) == {
        "pushAccountReceipts": [answer.body["pushAccountReceipts"][0]["pushAccountReceipt"]],
        "completeWebsiteActivation": True,
        "accountHolderDataSupplied": False,
        **told,
    }


async def test_a_requestor_that_checks_no_signatures_gets_none(mdes: Caller) -> None:
    answer = await mdes.push(PAN, requestor=MERCHANT)

    assert (answer.body["tokenRequestorSignatureSupport"], "signature" in answer.body) == (False, False)


async def test_each_account_is_answered_for_itself(mdes: Caller) -> None:
    answer = await mdes.push("4111111111111111", PAN, "6011000990139424")

    visa, good, other = answer.body["pushAccountReceipts"]
    assert good["pushAccountReceipt"]
    assert [entry["errors"][0]["reasonCode"] for entry in (visa, other)] == ["ACCOUNT_INELIGIBLE", "ACCOUNT_INELIGIBLE"]
    assert "errors" not in answer.body


async def test_nothing_is_signed_when_no_receipt_was_made(mdes: Caller) -> None:
    answer = await mdes.push("4111111111111111")

    assert "signature" not in answer.body


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"cardAccountData": {"accountNumber": PAN, "expiryMonth": "01", "expiryYear": "20"}}, "INVALID_FIELD_VALUE"),
        ({"cardAccountData": {"expiryMonth": "01", "expiryYear": "20"}}, "MISSING_REQUIRED_FIELD"),
        ({}, "MISSING_REQUIRED_FIELD"),
        (
            {"financialAccountData": {"financialAccountId": "1" * 9, "interbankCardAssociationId": "123", "countryCode": "USA"}},
            "ACCOUNT_INELIGIBLE",
        ),
    ],
)
async def test_an_account_that_cannot_be_pushed_says_why(mdes: Caller, data: dict[str, Any], code: str) -> None:
    accounts = [{"pushAccountId": "CA-1", "fundingAccountData": data}]
    pushed = {"encryptedPayload": {"encryptedData": accounts}}

    answer = await mdes.push(pushFundingAccounts=pushed)

    assert answer.body["pushAccountReceipts"][0]["errors"][0]["reasonCode"] == code


async def test_a_card_may_have_no_expiry(mdes: Caller) -> None:
    accounts = [{"pushAccountId": "CA-1", "fundingAccountData": {"cardAccountData": {"accountNumber": PAN}}}]

    pushed = await mdes.push(pushFundingAccounts={"encryptedPayload": {"encryptedData": accounts}})
    receipt = pushed.body["pushAccountReceipts"][0]["pushAccountReceipt"]
    made = await mdes.tokenize(fundingAccountInfo={"pushAccountReceipt": receipt}, tokenRequestorId=WALLET)

    assert (made.body["decision"], "accountPanExpiry" in made.body["tokenInfo"]) == ("APPROVED", False)


async def test_two_accounts_of_one_id_are_refused_together(mdes: Caller) -> None:
    accounts = [{"pushAccountId": "CA-1", "fundingAccountData": account(PAN)} for _ in range(2)]

    answer = await mdes.push(pushFundingAccounts={"encryptedPayload": {"encryptedData": accounts}})

    assert codes(answer) == ["INVALID_FIELD_VALUE"]


@pytest.mark.parametrize("requestor", ["11111111111", SAMPLE_MERCHANT])
async def test_a_requestor_that_takes_no_pushed_cards_is_refused(mdes: Caller, requestor: str) -> None:
    answer = await mdes.push(PAN, requestor=requestor)

    assert codes(answer) == ["AUTHORIZATION_FAILED"]


@pytest.mark.parametrize(("minutes", "code"), [(4, "INVALID_FIELD_VALUE"), (16, "INVALID_FIELD_VALUE"), (7.5, "INVALID_FIELD_FORMAT")])
async def test_the_validity_is_five_to_fifteen_whole_minutes(mdes: Caller, minutes: float, code: str) -> None:
    answer = await mdes.push(PAN, pushAccountReceiptsValidityPeriod=minutes)

    assert codes(answer) == [code]


@pytest.mark.parametrize("sealing", [fle("SHA-512"), jwe()], ids=["fle", "jwe"])
async def test_one_card_is_pushed_alone(client: FrontDoor, sealing: Any) -> None:
    mdes = Caller(client)
    message = {
        "requestId": "o-1",
        "tokenRequestorId": WALLET,
        "pushFundingAccount": {"encryptedPayload": {"encryptedData": account(PAN)}},
    }

    answer = await Caller(client, sealing).post(f"{CONNECT}/pushAccount", message)

    made = await mdes.tokenize(fundingAccountInfo={"pushAccountReceipt": answer.body["pushAccountReceipt"]}, tokenRequestorId=WALLET)
    assert (answer.body["responseId"], len(answer.body["availablePushMethods"])) == ("o-1", 3)
    assert made.body["decision"] == "APPROVED"


async def test_one_card_that_is_not_eligible_is_refused(mdes: Caller) -> None:
    message = {
        "requestId": "o-1",
        "tokenRequestorId": WALLET,
        "pushFundingAccount": {"encryptedPayload": {"encryptedData": account("4111111111111111")}},
    }

    answer = await mdes.post(f"{CONNECT}/pushAccount", message)

    assert codes(answer) == ["ACCOUNT_INELIGIBLE"]
