"""Ways to verify a cardholder, and new codes."""

from datetime import timedelta

import pytest

from emulator.config import Settings
from emulator.core.context import House
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import DIGITIZATION, Caller
from tests.providers.mdes.customer_service.desk import BY_AGENT_ALONE, YELLOW, Desk, change_issuer, digitized, tokenized
from tests.providers.observer import NAMESPACE, Observer

TEXT, MAIL, AGENT = "1", "2", "3"


@pytest.fixture
def settings(with_bank: Settings) -> Settings:
    return with_bank


async def sent(house: House, bank: Bank) -> list[str]:
    """The codes that the bank was told to send, oldest first."""
    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)
    return [message["activationCode"] for message in bank.of("deliverActivationCode")]


async def tried(mdes: Caller, reference: str, code: str) -> str:
    message = {"requestId": "a-1", "tokenUniqueReference": reference, "authenticationCode": code}
    return str((await mdes.post(f"{DIGITIZATION}/activate", message)).body["result"])


async def test_the_ways_are_listed_with_whether_a_code_can_be_sent(mdes: Caller, desk: Desk) -> None:
    reference = await digitized(mdes, YELLOW)

    ways = (await desk.about("token/activationmethods", reference))["ActivationMethods"]["ActivationMethod"]

    assert [(way["ActivationMethodId"], way["ActivationMethodType"], way["ResendIndicator"]) for way in ways] == [
        (TEXT, "SMS", "TRUE"),
        (MAIL, "EMA", "TRUE"),
        (AGENT, "CLC", "FALSE"),
    ]
    assert ways[0]["ActivationMethodValue"] == "***-***-0123"


async def test_no_code_can_be_sent_for_a_token_that_is_active(mdes: Caller, desk: Desk) -> None:
    reference = await digitized(mdes, YELLOW)
    await desk.about("token/activate", reference, ReasonCode="A")

    ways = (await desk.about("token/activationmethods", reference))["ActivationMethods"]["ActivationMethod"]

    assert {way["ResendIndicator"] for way in ways} == {"FALSE"}
    assert (await desk.refused("token/resendactivationcode", reference, ActivationMethodId=TEXT))[1] == "INVALID_TOKEN_STATUS"


async def test_a_token_that_was_approved_at_once_has_no_ways(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)

    assert await desk.about("token/activationmethods", reference) == {"ActivationMethods": {"ActivationMethod": []}}


async def test_a_resent_code_is_a_new_one_and_the_old_one_is_good_no_more(mdes: Caller, desk: Desk, house: House, bank: Bank) -> None:
    reference = await digitized(mdes, YELLOW)
    await mdes.post(f"{DIGITIZATION}/requestActivationCode", {"requestId": "1", "tokenUniqueReference": reference})

    told = await desk.about("token/resendactivationcode", reference, ActivationMethodId=MAIL)

    first, second = await sent(house, bank)
    assert told == {"Token": {"TokenUniqueReference": reference}}
    assert bank.of("deliverActivationCode")[1]["activationMethod"]["type"] == "EMAIL_TO_CARDHOLDER_ADDRESS"
    assert [await tried(mdes, reference, code) for code in (first, second)] == ["INCORRECT_CODE", "SUCCESS"]


async def test_a_code_is_resent_after_the_old_one_has_ended(mdes: Caller, desk: Desk, house: House, bank: Bank, behind: Observer) -> None:
    reference = await digitized(mdes, YELLOW)
    await desk.about("token/resendactivationcode", reference, ActivationMethodId=TEXT)
    await behind.advance(timedelta(hours=1))

    await desk.about("token/resendactivationcode", reference, ActivationMethodId=TEXT)

    old, new = await sent(house, bank)
    assert [await tried(mdes, reference, code) for code in (old, new)] == ["INCORRECT_CODE", "SUCCESS"]


async def test_thirty_days_after_the_token_was_made_no_code_is_sent(mdes: Caller, desk: Desk, behind: Observer) -> None:
    reference = await digitized(mdes, YELLOW)
    await behind.advance(timedelta(days=30, minutes=1))

    assert await desk.refused("token/resendactivationcode", reference, ActivationMethodId=TEXT) == (400, "INVALID_WORKFLOW", "System")


async def test_no_code_is_sent_where_the_cardholder_calls(mdes: Caller, desk: Desk) -> None:
    reference = await digitized(mdes, BY_AGENT_ALONE)

    assert await desk.refused("token/resendactivationcode", reference, ActivationMethodId="1") == (400, "INVALID_WORKFLOW", "System")


async def test_a_way_that_was_not_offered_is_refused(mdes: Caller, desk: Desk) -> None:
    reference = await digitized(mdes, YELLOW)

    refused = await desk.refused("token/resendactivationcode", reference, ActivationMethodId="9")

    assert refused == (400, "INVALID_FIELD_VALUE", "ActivationMethodId")


async def test_an_issuer_that_makes_its_own_codes_is_sent_none(mdes: Caller, desk: Desk, house: House, bank: Bank) -> None:
    await change_issuer(house, makes_codes=True)
    reference = await digitized(mdes, YELLOW)

    await desk.about("token/resendactivationcode", reference, ActivationMethodId=TEXT)

    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)
    (message,) = bank.of("deliverActivationCode")
    assert "activationCode" not in message
