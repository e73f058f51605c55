"""Tokens that live in an app on a device."""

from datetime import timedelta
from typing import Any

import pytest

from emulator.config import Settings
from emulator.core.context import House
from emulator.providers.mdes.records import digitizations
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import APP_INSTANCE, DEVICE, DIGITIZATION, WALLET, Caller, FrontDoor, card_info, codes, jwe
from tests.providers.mdes.digital_enablement.service.test_decision import tav
from tests.providers.mdes.digital_enablement.service.test_tokenize import RED, YELLOW
from tests.providers.observer import NAMESPACE, Observer

pytestmark = pytest.mark.exercises("mdes.digital_enablement.digitize")


@pytest.fixture
def settings(with_bank: Settings) -> Settings:
    return with_bank


async def test_an_approved_card_is_in_the_phone_at_once(mdes: Caller) -> None:
    answer = await mdes.digitize(await mdes.check_eligibility())

    shown = (await mdes.token(answer.body["tokenUniqueReference"])).body["token"]
    assert (answer.body["decision"], shown["status"], shown["tokenRequestorId"]) == ("APPROVED", "ACTIVE", WALLET)
    assert "authenticationMethods" not in answer.body


async def test_the_receipts_value_is_taken_bare_too(mdes: Caller) -> None:
    eligible = await mdes.check_eligibility()

    answer = await mdes.digitize(eligible, eligibilityReceipt=eligible.body["eligibilityReceipt"]["value"])

    assert answer.body["decision"] == "APPROVED"


async def test_the_account_may_be_named_once_more_and_sealed_as_jwe(client: FrontDoor) -> None:
    mdes = Caller(client, jwe())

    answer = await mdes.digitize(await mdes.check_eligibility(), fundingAccountInfo=card_info("5123456789012345"))

    assert answer.body["decision"] == "APPROVED"


async def test_a_card_whose_holder_must_be_verified_says_how(mdes: Caller) -> None:
    answer = await mdes.digitize(await mdes.check_eligibility(YELLOW))

    assert answer.body["decision"] == "REQUIRE_ADDITIONAL_AUTHENTICATION"
    assert [method["id"] for method in answer.body["authenticationMethods"]] == ["1", "2", "3"]


async def test_the_issuers_signature_turns_yellow_into_green(mdes: Caller) -> None:
    answer = await mdes.digitize(await mdes.check_eligibility(YELLOW), tokenizationAuthenticationValue=tav(YELLOW))

    assert answer.body["decision"] == "APPROVED"


async def test_a_declined_card_leaves_no_token(mdes: Caller) -> None:
    answer = await mdes.digitize(await mdes.check_eligibility(RED))

    found = await mdes.post(f"{DIGITIZATION}/searchTokens", {"requestId": "s", "tokenRequestorId": WALLET})
    assert (answer.body["decision"], found.body["tokens"]) == ("DECLINED", [])


async def test_the_issuer_reads_which_device_asks(mdes: Caller, bank: Bank) -> None:
    bank.will_decide("APPROVED")

    await mdes.digitize(await mdes.check_eligibility(tokenType="EMBEDDED_SE"), decisioningData={"deviceScore": "5"})

    (asked,) = bank.of("authorizeService")
    assert (asked["tokenType"], asked["walletId"], asked["paymentAppInstanceId"]) == ("EMBEDDED_SE", "216", APP_INSTANCE)
    assert (asked["deviceInfo"], asked["walletProviderDecisioningInfo"]) == (DEVICE, {"deviceScore": "5"})


async def test_how_the_token_came_about_is_written_down(mdes: Caller, house: House, bank: Bank) -> None:
    bank.will_decide("APPROVED")
    eligible = await mdes.check_eligibility(consumerLanguage="en")

    made = await mdes.digitize(eligible)

    record = await house.store.read(NAMESPACE, lambda unit: digitizations.of_token(unit, made.body["tokenUniqueReference"]))
    assert record is not None
    assert (record.decision, record.made_by, record.app_instance) == ("APPROVED", "AUTHORIZATION_REQUEST", APP_INSTANCE)
    assert (record.device, record.language, record.terms) == (DEVICE, "en", eligible.body["termsAndConditionsAssetId"])
    assert record.correlation == bank.of("authorizeService")[0]["correlationId"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"eligibilityReceipt": "f9f027e5-629d-41e3-949a-0800200c9a66"}, "INVALID_ELIGIBILITY_RECEIPT"),
        ({"paymentAppInstanceId": "another"}, "INVALID_ELIGIBILITY_RECEIPT"),
        ({"fundingAccountInfo": card_info("5555555555554444")}, "INVALID_ELIGIBILITY_RECEIPT"),
        ({"termsAndConditionsAssetId": "another"}, "INVALID_TERMS_AND_CONDITIONS"),
        ({"termsAndConditionsAcceptedTimestamp": None}, "INVALID_TERMS_AND_CONDITIONS"),
        ({"termsAndConditionsAcceptedTimestamp": "yesterday"}, "INVALID_FIELD_LENGTH"),
        ({"taskId": None}, "MISSING_REQUIRED_FIELD"),
        ({"tokenizationAuthenticationValue": "bm8="}, "INCORRECT_TAV"),
    ],
)
async def test_what_does_not_fit_is_refused_and_nobody_is_asked(mdes: Caller, bank: Bank, changes: dict[str, Any], code: str) -> None:
    answer = await mdes.digitize(await mdes.check_eligibility(), **changes)

    assert codes(answer) == [code]
    assert bank.of("authorizeService") == [] or code == "INCORRECT_TAV"


async def test_a_receipt_is_good_once_and_for_half_an_hour(mdes: Caller, behind: Observer) -> None:
    used, late = await mdes.check_eligibility(), await mdes.check_eligibility()
    first = await mdes.digitize(used)

    again = await mdes.digitize(used)
    await behind.advance(timedelta(minutes=31))
    too_late = await mdes.digitize(late)

    assert [answer.body.get("errorCode") for answer in (first, again, too_late)] == [None, *["INVALID_ELIGIBILITY_RECEIPT"] * 2]


async def test_a_task_id_is_good_once(mdes: Caller) -> None:
    eligible = [await mdes.check_eligibility() for _ in range(2)]

    answers = [await mdes.digitize(one, taskId="the same") for one in eligible]

    assert [answer.body.get("errorCode") for answer in answers] == [None, "DUPLICATE_REQUEST"]
