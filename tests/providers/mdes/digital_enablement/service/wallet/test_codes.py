"""Codes on their way to cardholders."""

from datetime import timedelta

import pytest

from emulator.config import Settings
from emulator.core.context import House
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import Caller, FrontDoor, codes, jwe
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import NAMESPACE, Observer

pytestmark = pytest.mark.exercises("mdes.digital_enablement.request_activation_code")

BY_AGENT = "5555555577772040"
BY_CALL = "5555555577772073"


@pytest.fixture
def settings(with_bank: Settings) -> Settings:
    return with_bank


async def a_waiting_token(mdes: Caller, pan: str = YELLOW) -> str:
    return str((await mdes.tokenize(pan)).body["tokenUniqueReference"])


async def delivered(house: House) -> None:
    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)


@pytest.mark.parametrize(
    ("method", "kind"), [("1", "TEXT_TO_CARDHOLDER_NUMBER"), ("2", "EMAIL_TO_CARDHOLDER_ADDRESS"), (None, "TEXT_TO_CARDHOLDER_NUMBER")]
)
async def test_the_issuer_is_handed_a_code_to_send(mdes: Caller, house: House, bank: Bank, method: str | None, kind: str) -> None:
    reference = await a_waiting_token(mdes)

    answer = await mdes.send_code(reference, method)

    await delivered(house)
    (told,) = bank.of("deliverActivationCode")
    assert (answer.body["responseId"], told["tokenUniqueReference"], told["activationMethod"]["type"]) == ("v-1", reference, kind)
    assert (len(told["activationCode"]), told["reasonCodes"]) == (6, ["ADD_CARD"])
    assert "expirationDateTime" in told


async def test_a_client_of_jwes_asks_for_a_code_all_the_same(client: FrontDoor) -> None:
    mdes = Caller(client, jwe())

    assert "errors" not in (await mdes.send_code(await a_waiting_token(mdes))).body


async def test_a_method_id_may_be_a_number_as_the_sandbox_has_it(mdes: Caller) -> None:
    answer = await mdes.send_code(await a_waiting_token(mdes), authenticationMethod={"id": 2})

    assert "errors" not in answer.body


async def test_asked_again_the_same_code_is_sent_another_way(mdes: Caller, house: House, bank: Bank) -> None:
    reference = await a_waiting_token(mdes)

    for method in ("1", "2"):
        await mdes.send_code(reference, method)

    await delivered(house)
    first, second = bank.of("deliverActivationCode")
    assert (first["activationCode"], first["expirationDateTime"]) == (second["activationCode"], second["expirationDateTime"])
    assert first["activationMethod"] != second["activationMethod"]


async def test_a_code_whose_time_is_over_is_not_sent_again(mdes: Caller, behind: Observer) -> None:
    reference = await a_waiting_token(mdes)
    await mdes.send_code(reference)
    await behind.advance(timedelta(minutes=31))

    assert codes(await mdes.send_code(reference)) == ["EXPIRED_CODE"]


async def test_the_holder_of_a_living_token_is_sent_a_code_too(mdes: Caller, house: House, bank: Bank) -> None:
    reference = await a_waiting_token(mdes, "5123456789012345")

    await mdes.send_code(reference)

    await delivered(house)
    (told,) = bank.of("deliverAuthenticationCode")
    account = told["fundingAccountInfo"]
    assert (told["reasonCode"], len(told["authenticationCode"]), account["tokenUniqueReference"]) == ("PAYMENT_TRANSACTION", 6, reference)
    assert account["encryptedPayload"]["encryptedData"]["cardAccountData"]["accountNumber"] == "5123456789012345"
    assert bank.of("deliverActivationCode") == []


@pytest.mark.parametrize("method", ["9", "x"])
async def test_a_way_that_was_not_offered_is_refused(mdes: Caller, method: str) -> None:
    assert codes(await mdes.send_code(await a_waiting_token(mdes), method)) == ["INVALID_AUTHENTICATION_METHOD"]


@pytest.mark.parametrize(("pan", "method"), [(YELLOW, "3"), (BY_AGENT, "1"), (BY_AGENT, None)])
async def test_a_way_on_which_no_code_travels_is_refused(mdes: Caller, pan: str, method: str | None) -> None:
    assert codes(await mdes.send_code(await a_waiting_token(mdes, pan), method)) == ["INVALID_WORKFLOW"]


async def test_the_issuers_call_brings_a_code(mdes: Caller) -> None:
    assert "errors" not in (await mdes.send_code(await a_waiting_token(mdes, BY_CALL), "1")).body


@pytest.mark.parametrize("move", ["suspend", "delete"])
async def test_a_token_that_rests_or_has_ended_gets_no_code(mdes: Caller, move: str) -> None:
    reference = await a_waiting_token(mdes, "5123456789012345")
    await mdes.change(move, reference)

    assert codes(await mdes.send_code(reference)) == ["INVALID_TOKEN_STATUS"]


async def test_an_unknown_token_gets_no_code(mdes: Caller) -> None:
    assert codes(await mdes.send_code("D" * 48)) == ["INVALID_TOKEN_UNIQUE_REFERENCE"]


async def test_only_the_app_that_holds_a_device_token_asks_for_its_code(mdes: Caller) -> None:
    reference = (await mdes.digitize(await mdes.check_eligibility(YELLOW))).body["tokenUniqueReference"]

    assert codes(await mdes.send_code(reference, paymentAppInstanceId="another")) == ["AUTHORIZATION_FAILED"]
