"""What an issuer sees of a token."""

from datetime import timedelta

import pytest

from tests.providers.mdes.caller import DIGITIZATION, SAMPLE_MERCHANT, WALLET, Caller, Message
from tests.providers.mdes.customer_service.desk import APP, YELLOW, Desk, digitized, tokenized
from tests.providers.observer import Observer

OF_DEVICES = {
    "ActivationCodeExpirationDateTime",
    "CorrelationId",
    "Device",
    "DigitizationRequestDateTime",
    "FinalTokenizationDecision",
    "PaymentAppInstanceId",
    "ProvisioningStatusCode",
    "ProvisioningStatusDescription",
    "WalletId",
}


async def test_a_token_on_a_server_is_shown_without_a_device(mdes: Caller, desk: Desk) -> None:
    answer = (await mdes.tokenize()).body

    token = await desk.token(answer["tokenUniqueReference"])

    assert token["PrimaryAccountNumberUniqueReference"] == answer["panUniqueReference"]
    assert (token["TokenSuffix"], token["ExpirationDate"]) == (answer["tokenInfo"]["tokenPanSuffix"], answer["tokenInfo"]["tokenExpiry"])
    assert (token["CurrentStatusCode"], token["CurrentStatusDescription"]) == ("A", "Active")
    assert (token["TokenType"], token["StorageTechnology"], token["TokenAssuranceLevel"]) == ("C", "H", "3")
    assert (token["TokenRequestorId"], token["TokenRequestorName"]) == (SAMPLE_MERCHANT, "Emulated Sample Merchant")
    assert token["TokenDeletedFromConsumerApp"] == "false"
    assert not OF_DEVICES & token.keys()


async def test_a_token_on_a_device_is_shown_with_it(mdes: Caller, desk: Desk) -> None:
    reference = await digitized(mdes)

    token = await desk.token(reference)

    assert token["Device"] == {"DeviceId": "C2ZBY14310005664", "DeviceName": "John's phone", "DeviceType": "21"}
    assert (token["PaymentAppInstanceId"], token["WalletId"], token["TokenRequestorId"]) == (APP, "216", WALLET)
    assert (token["StorageTechnology"], token["FinalTokenizationDecision"]) == ("E", "A")
    assert (token["ProvisioningStatusCode"], token["ProvisioningStatusDescription"]) == ("S", "Provisioning successful")
    assert token["TokenActivatedDateTime"] == token["DigitizationRequestDateTime"] == token["CurrentStatusDateTime"]
    assert 0 < len(token["CorrelationId"]) <= 14


async def test_a_token_that_waits_is_shown_with_the_end_of_its_code(mdes: Caller, desk: Desk, behind: Observer) -> None:
    reference = await digitized(mdes, YELLOW)
    before = await desk.token(reference)

    await mdes.post(f"{DIGITIZATION}/requestActivationCode", {"requestId": "1", "tokenUniqueReference": reference})
    token = await desk.token(reference)

    assert "ActivationCodeExpirationDateTime" not in before
    assert token["ActivationCodeExpirationDateTime"] > token["CurrentStatusDateTime"]
    assert (token["CurrentStatusCode"], token["CurrentStatusDescription"], token["FinalTokenizationDecision"]) == ("U", "Unmapped", "R")
    assert (token["ProvisioningStatusCode"], "TokenActivatedDateTime" in token) == ("A", False)


async def test_a_token_that_ended_before_it_was_activated_was_never_provisioned(mdes: Caller, desk: Desk) -> None:
    reference = await digitized(mdes, YELLOW)
    await desk.about("token/delete", reference, ReasonCode="Z")

    assert (await desk.token(reference))["ProvisioningStatusCode"] == "F"


async def test_those_who_suspend_are_shown_by_letter(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    await mdes.change("suspend", reference)
    await mdes.change("suspend", reference, by="CARDHOLDER")
    await desk.about("token/suspend", reference, ReasonCode="L")

    assert (await desk.token(reference))["Suspenders"] == {"Suspender": ["C", "I", "W"]}


@pytest.mark.parametrize(("days", "shown"), [(364, True), (366, False)])
async def test_the_decision_is_shown_for_a_year(mdes: Caller, desk: Desk, behind: Observer, *, days: int, shown: bool) -> None:
    reference = await digitized(mdes)
    await behind.advance(timedelta(days=days))

    assert ("FinalTokenizationDecision" in await desk.token(reference)) is shown


@pytest.mark.parametrize(
    ("device", "kind", "storage"),
    [
        ({"formFactor": "WATCH"}, "23", "D"),
        ({"formFactor": "PHONE", "isoDeviceType": "15", "storageTechnology": "VEE"}, "15", "V"),
        ({"formFactor": "TOASTER", "storageTechnology": "PAPER"}, "99", "D"),
        ({"deviceName": "nameless", "isoDeviceType": "x"}, "99", "D"),
    ],
)
async def test_devices_are_told_apart_by_a_code(mdes: Caller, desk: Desk, device: Message, *, kind: str, storage: str) -> None:
    reference = await digitized(mdes, device=device)

    token = await desk.token(reference)

    assert (token["Device"]["DeviceType"], token["StorageTechnology"]) == (kind, storage)


async def test_a_device_that_was_not_described_is_not_shown(mdes: Caller, desk: Desk) -> None:
    reference = await digitized(mdes, device={}, tokenType="EMBEDDED_SE")

    token = await desk.token(reference)

    assert ("Device" in token, token["TokenType"], token["StorageTechnology"]) == (False, "S", "S")
