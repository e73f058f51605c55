"""Making tokens through the front door, with the official libraries on the other side."""

import re
from dataclasses import replace

import pytest

from emulator.core.context import House
from emulator.storage.unit import Unit
from tests.providers.mdes.caller import (
    MERCHANT,
    SAMPLE_MERCHANT,
    WALLET,
    Caller,
    FrontDoor,
    account,
    card_info,
    codes,
    fle,
    jwe,
)
from tests.providers.observer import Observer

pytestmark = pytest.mark.exercises("mdes.digital_enablement.tokenize")

# Digits 9 to 12 are the marker of magic numbers, 13 to 15 the code; made Luhn-valid by hand.
YELLOW = "5555555577770853"
RED = "5204731940398145"


async def test_an_approved_card_gets_an_active_token(mdes: Caller) -> None:
    answer = await mdes.tokenize()

    assert (answer.status, answer.body["decision"]) == (200, "APPROVED")
    assert re.fullmatch("DWSPMC[0-9]{10}[0-9a-f]{32}", answer.body["tokenUniqueReference"])
    assert re.fullmatch("FWSPMC[0-9]{10}[0-9a-f]{32}", answer.body["panUniqueReference"])
    assert (await mdes.token(answer.body["tokenUniqueReference"])).body["token"]["status"] == "ACTIVE"


async def test_the_answer_repeats_the_request_id_and_names_the_host_that_was_called(mdes: Caller) -> None:
    answer = await mdes.tokenize()

    port = mdes.door.make_url("/").port
    assert (answer.body["responseId"], answer.body["responseHost"]) == ("123456", f"127.0.0.1:{port}")


@pytest.mark.parametrize("digest", ["SHA-256", "SHA-512"])
async def test_the_official_library_opens_the_token_in_the_digest_that_it_used(client: FrontDoor, digest: str) -> None:
    mdes = Caller(client, fle(digest))

    answer = await mdes.tokenize()

    detail = answer.opened["tokenDetail"]["encryptedData"]
    assert answer.body["tokenDetail"]["oaepHashingAlgorithm"] == digest.replace("-", "")
    assert detail["tokenNumber"][-4:] == answer.body["tokenInfo"]["tokenPanSuffix"]
    assert re.fullmatch("5001[0-9A-Z]{25}", detail["paymentAccountReference"])
    assert answer.opened["tokenDetail"]["tokenUniqueReference"] == answer.body["tokenUniqueReference"]


async def test_a_request_sealed_as_jwe_is_answered_with_a_jwe(client: FrontDoor) -> None:
    mdes = Caller(client, jwe())

    answer = await mdes.tokenize()

    assert answer.body["tokenDetail"]["encryptedData"].count(".") == 4
    assert answer.opened["opened"]["tokenNumber"][-4:] == answer.body["tokenInfo"]["tokenPanSuffix"]


async def test_a_client_registered_for_jwe_reads_answers_to_requests_without_anything_encrypted(mdes: Caller, house: House) -> None:
    async def register(unit: Unit) -> None:
        found = await unit.worlds.enter("mdes", mdes.consumer_key)
        assert found is not None
        secrets = {**found[0].secrets, "encryption": "jwe"}
        await unit.worlds.add_credential(replace(found[0], name="jwe!client", secrets=secrets))

    await house.unit(house.context(house.home, cause="test"), register)
    made = await mdes.tokenize()
    reader = Caller(mdes.door, jwe(), consumer_key="jwe!client")

    answer = await reader.token(made.body["tokenUniqueReference"], includeTokenDetail="true")

    assert answer.opened["opened"] == made.opened["tokenDetail"]["encryptedData"]


async def test_the_token_is_shown_with_last_digits_expiry_and_artwork(mdes: Caller) -> None:
    answer = await mdes.tokenize()

    info, product = answer.body["tokenInfo"], answer.body["productConfig"]
    assert (info["accountPanSuffix"], info["accountPanExpiry"], info["dsrpCapable"]) == ("2345", "0945", "true")
    assert (info["productCategory"], info["tokenAssuranceLevel"]) == ("CREDIT", 3)
    assert (product["issuerName"], product["isCoBranded"]) == ("Emulated Bank", False)
    assert (await mdes.get(f"/mdes/assets/1/0/asset/{product['cardBackgroundCombinedAssetId']}")).status == 200


async def test_a_card_that_has_a_token_gets_another_at_the_same_requestor(mdes: Caller) -> None:
    first, second = await mdes.tokenize(), await mdes.tokenize()

    assert first.body["tokenUniqueReference"] != second.body["tokenUniqueReference"]
    assert first.body["panUniqueReference"] == second.body["panUniqueReference"]
    details = [answer.opened["tokenDetail"]["encryptedData"] for answer in (first, second)]
    assert details[0]["paymentAccountReference"] == details[1]["paymentAccountReference"]
    assert details[0]["tokenNumber"] != details[1]["tokenNumber"]


async def test_a_declined_card_gets_no_token(mdes: Caller) -> None:
    answer = await mdes.tokenize(RED)

    assert {name: answer.body.get(name) for name in ("decision", "supportsAuthentication", "tokenUniqueReference", "tokenDetail")} == {
        "decision": "DECLINED",
        "supportsAuthentication": False,
        "tokenUniqueReference": None,
        "tokenDetail": None,
    }


async def test_a_card_that_needs_verification_gets_an_inactive_token(mdes: Caller) -> None:
    answer = await mdes.tokenize(YELLOW)

    assert answer.body["decision"] == "REQUIRE_ADDITIONAL_AUTHENTICATION"
    assert (await mdes.token(answer.body["tokenUniqueReference"])).body["token"]["status"] == "INACTIVE"


async def test_a_task_id_is_good_once_for_each_requestor(mdes: Caller) -> None:
    first = await mdes.tokenize(taskId="same")
    again = await mdes.tokenize(taskId="same")
    elsewhere = await mdes.tokenize(taskId="same", tokenRequestorId=MERCHANT)

    assert (first.body["decision"], codes(again), elsewhere.body["decision"]) == ("APPROVED", ["DUPLICATE_REQUEST"], "APPROVED")


async def test_a_refused_request_leaves_its_task_id_free(mdes: Caller) -> None:
    refused = await mdes.tokenize("5204731601950473", taskId="free")
    retried = await mdes.tokenize(taskId="free")

    assert (codes(refused), retried.body["decision"]) == (["INVALID_PAN"], "APPROVED")


async def test_a_requestor_that_nobody_registered_is_refused(mdes: Caller) -> None:
    answer = await mdes.tokenize(tokenRequestorId="11111111111")

    assert codes(answer) == ["AUTHORIZATION_FAILED"]


async def test_a_receipt_is_redeemed_once_and_brings_the_holder(mdes: Caller) -> None:
    receipt = await mdes.receipt("5204731600014784")
    info = {"pushAccountReceipt": receipt}

    made = await mdes.tokenize(fundingAccountInfo=info, tokenRequestorId=WALLET)
    again = await mdes.tokenize(fundingAccountInfo=info, tokenRequestorId=WALLET)

    assert made.body["decision"] == "APPROVED"
    assert made.body["accountHolderData"] == {"accountHolderName": "JANE DOE"}
    assert made.body["cardAccountData"] == {"accountNumber": "5204731600014784", "expiryMonth": "09", "expiryYear": "45"}
    assert (codes(again), again.body["errorDescription"]) == (["INVALID_FIELD_VALUE"], "Invalid Field Value - pushAccountReceipt")


async def test_a_receipt_may_come_with_the_source_in_the_encrypted_part(mdes: Caller) -> None:
    info = {
        "pushAccountReceipt": await mdes.receipt(),
        "encryptedPayload": {"encryptedData": {"source": "ACCOUNT_ADDED_VIA_APPLICATION"}},
    }

    answer = await mdes.tokenize(fundingAccountInfo=info, tokenRequestorId=WALLET)

    assert answer.body["decision"] == "APPROVED"


async def test_an_unverified_holder_is_not_named(mdes: Caller) -> None:
    receipt = await mdes.receipt(YELLOW)

    answer = await mdes.tokenize(fundingAccountInfo={"pushAccountReceipt": receipt}, tokenRequestorId=WALLET)

    assert answer.body["decision"] == "REQUIRE_ADDITIONAL_AUTHENTICATION"
    assert "accountHolderData" not in answer.body
    assert answer.body["cardAccountData"]["accountNumber"] == YELLOW


async def test_a_requestor_that_takes_no_holder_data_gets_none(mdes: Caller) -> None:
    receipt = await mdes.receipt(requestor=MERCHANT)

    answer = await mdes.tokenize(fundingAccountInfo={"pushAccountReceipt": receipt}, tokenRequestorId=MERCHANT)

    assert answer.body["decision"] == "APPROVED"
    assert not {"accountHolderData", "cardAccountData"} & answer.body.keys()


async def test_a_declined_receipt_can_be_redeemed_later(mdes: Caller) -> None:
    receipt = await mdes.receipt(RED)

    answers = [await mdes.tokenize(fundingAccountInfo={"pushAccountReceipt": receipt}, tokenRequestorId=WALLET) for _ in range(2)]

    assert [answer.body["decision"] for answer in answers] == ["DECLINED", "DECLINED"]


async def test_a_card_is_tokenized_again_by_its_reference_or_by_a_token(mdes: Caller) -> None:
    first = await mdes.tokenize()
    by_card = {"panUniqueReference": first.body["panUniqueReference"]}
    by_token = {"tokenUniqueReference": first.body["tokenUniqueReference"]}

    answers = [await mdes.tokenize(fundingAccountInfo=info) for info in (by_card, by_token)]

    assert {answer.body["panUniqueReference"] for answer in answers} == {first.body["panUniqueReference"]}
    assert len({answer.body["tokenUniqueReference"] for answer in (first, *answers)}) == 3


async def test_the_older_card_info_member_is_understood(mdes: Caller) -> None:
    card = {"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "45", "cardholderName": "JANE DOE"}
    old = {"encryptedData": {**card, "source": "CARD_ADDED_VIA_APPLICATION"}}

    answer = await mdes.tokenize(fundingAccountInfo=None, cardInfo=old)

    assert (answer.body["decision"], answer.body["tokenInfo"]["accountPanSuffix"]) == ("APPROVED", "2345")


async def test_the_holder_may_have_a_phone_number_in_digits_or_in_text(mdes: Caller) -> None:
    phones = ({"countryDialInCode": 1, "phoneNumber": 7181234567}, {"countryDialInCode": "1", "phoneNumber": "7181234567"})

    answers = [
        await mdes.tokenize(fundingAccountInfo=card_info("5123456789012345", accountHolderData={"accountHolderMobilePhoneNumber": phone}))
        for phone in phones
    ]

    assert [answer.body["decision"] for answer in answers] == ["APPROVED", "APPROVED"]


async def test_a_security_code_is_checked_for_its_form_only(mdes: Caller) -> None:
    def info(code: str) -> dict[str, object]:
        card = account("5123456789012345")["cardAccountData"]
        return card_info("5123456789012345", cardAccountData={**card, "securityCode": code})

    right, short = [await mdes.tokenize(fundingAccountInfo=info(code)) for code in ("123", "12")]

    assert (right.body["decision"], codes(short)) == ("APPROVED", ["INVALID_FIELD_LENGTH"])


async def test_the_card_number_reaches_no_finding_and_no_description(mdes: Caller, behind: Observer) -> None:
    answer = await mdes.tokenize("5204731601950473", surprising="x")

    assert "5204731601950473" not in str(answer.body)
    assert "5204731601950473" not in str(behind.findings)


async def test_published_numbers_that_fail_the_luhn_check_are_accepted(mdes: Caller) -> None:
    answers = [await mdes.tokenize(pan, tokenRequestorId=SAMPLE_MERCHANT) for pan in ("5123456789012345", "5412345678901234")]

    assert [answer.body["decision"] for answer in answers] == ["APPROVED", "APPROVED"]
