"""Whether a card may go into a phone."""

import re
from typing import Any

import pytest

from emulator.core.context import House
from emulator.domain.pan import Network
from emulator.domain.parties import PushMethod, Requestor
from tests.providers.mdes.caller import MERCHANT, SAMPLE_MERCHANT, WALLET, Caller, FrontDoor, codes, jwe
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import Observer

pytestmark = pytest.mark.exercises("mdes.digital_enablement.check_eligibility")


async def test_an_eligible_card_gets_a_receipt_and_terms_to_agree_to(mdes: Caller) -> None:
    answer = await mdes.check_eligibility()

    terms = await mdes.get(f"/mdes/assets/1/0/asset/{answer.body['termsAndConditionsAssetId']}")
    assert re.fullmatch("[0-9a-f-]{36}", answer.body["eligibilityReceipt"]["value"])
    assert (answer.body["eligibilityReceipt"]["validForMinutes"], answer.body["responseId"]) == (30, "w-1")
    assert terms.body["mediaContents"][0]["type"] == "text/plain"


async def test_a_card_sealed_as_jwe_is_read_too(client: FrontDoor) -> None:
    answer = await Caller(client, jwe()).check_eligibility()

    assert "eligibilityReceipt" in answer.body


async def test_a_card_whose_holder_must_be_verified_is_eligible(mdes: Caller) -> None:
    assert "eligibilityReceipt" in (await mdes.check_eligibility(YELLOW)).body


@pytest.mark.parametrize(
    ("pan", "code"),
    [
        ("5555555577771018", "PAN_INELIGIBLE"),
        ("5555555577771026", "INVALID_PAN"),
        ("5555555577771059", "DEVICE_INELIGIBLE"),
        ("5555555577771067", "PAN_INELIGIBLE_FOR_DEVICE"),
        ("4111111111111111", "PAN_INELIGIBLE"),
    ],
)
async def test_a_card_that_may_not_go_there_is_refused(mdes: Caller, pan: str, code: str) -> None:
    assert codes(await mdes.check_eligibility(pan)) == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"paymentAppInstanceId": None}, "MISSING_REQUIRED_FIELD"),
        ({"tokenType": "STATIC"}, "INVALID_FIELD_VALUE"),
        ({"tokenRequestorId": "00000000000"}, "AUTHORIZATION_FAILED"),
        ({"tokenRequestorId": MERCHANT}, None),
    ],
)
async def test_what_describes_no_device_is_refused(mdes: Caller, changes: dict[str, Any], code: str | None) -> None:
    assert (await mdes.check_eligibility(**changes)).body.get("errorCode") == code


async def test_where_there_are_two_wallets_the_requestor_must_be_named(mdes: Caller, house: House, behind: Observer) -> None:
    second = Requestor(
        "50199999999",
        "Another Wallet",
        "WALLET",
        (Network.MASTERCARD,),
        wallet="218",
        push_methods=(PushMethod("WEB", "https://another.example/push"),),
    )
    await house.unit(behind.context(), lambda unit: unit.parties.put(second))

    answers = [await mdes.check_eligibility(**named) for named in ({}, {"tokenRequestorId": WALLET})]

    assert [answer.body.get("errorDescription") for answer in answers] == ["Missing Required Field - tokenRequestorId", None]


async def test_a_push_receipt_names_the_card_and_is_used_up(mdes: Caller) -> None:
    info = {"pushAccountReceipt": await mdes.receipt()}

    answers = [await mdes.check_eligibility(fundingAccountInfo=info, tokenRequestorId=WALLET) for _ in range(2)]

    assert ["eligibilityReceipt" in answer.body for answer in answers] == [True, False]


async def test_a_caller_that_is_bound_to_a_requestor_asks_for_it(mdes: Caller, house: House, behind: Observer) -> None:
    await bind(house, behind, SAMPLE_MERCHANT)

    made = await mdes.digitize(await mdes.check_eligibility())

    assert (await mdes.token(made.body["tokenUniqueReference"])).body["token"]["tokenRequestorId"] == SAMPLE_MERCHANT


async def bind(house: House, behind: Observer, requestor: str) -> None:
    async def work(unit: Any) -> None:
        (credential, *_) = [one for one in await unit.worlds.credentials("default") if one.kind == "mdes"]
        await unit.worlds.remove_credential(credential.kind, credential.name)
        secrets = {**credential.secrets, "requestor": requestor}
        await unit.worlds.add_credential(type(credential)(credential.kind, credential.name, "default", secrets))

    await house.unit(behind.context(), work)
