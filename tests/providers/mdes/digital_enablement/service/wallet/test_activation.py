"""The yellow path to its end: a code, or a signature, brings a token to life."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from emulator.config import Settings
from emulator.core.context import House
from emulator.core.provisioning import codes as one_time_codes
from emulator.providers.mdes.digital_enablement import API
from emulator.storage.unit import Unit
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import Caller, FrontDoor, codes, jwe
from tests.providers.mdes.digital_enablement.service.test_decision import tav
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import NAMESPACE, Observer

pytestmark = pytest.mark.exercises(
    "mdes.digital_enablement.activate",
    "mdes.issuer.validate_activation_code",
    "mdes.issuer.deliver_activation_code",
    "mdes.issuer.deliver_authentication_code",
)

ORDINARY = "5123456789012345"


@pytest.fixture
def settings(with_bank: Settings) -> Settings:
    return with_bank


async def a_token(mdes: Caller, pan: str = YELLOW) -> str:
    return str((await mdes.tokenize(pan)).body["tokenUniqueReference"])


async def heard_code(house: House, bank: Bank) -> str:
    """The last code that the issuer was handed."""
    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)
    told = [json.loads(heard.text) for heard in bank.heard if heard.operation.startswith("deliver")]
    return str(told[-1].get("activationCode") or told[-1].get("authenticationCode"))


async def status(mdes: Caller, reference: str) -> str:
    return str((await mdes.token(reference)).body["token"]["status"])


async def test_the_cardholders_code_activates_the_token(mdes: Caller, house: House, bank: Bank) -> None:
    reference = await a_token(mdes)
    await mdes.send_code(reference)

    answer = await mdes.activate(reference, authenticationCode=await heard_code(house, bank))

    assert (answer.body["result"], answer.body["responseId"], await status(mdes, reference)) == ("SUCCESS", "v-2", "ACTIVE")
    history = await house.store.read(NAMESPACE, lambda unit: unit.tokens.history(reference))
    assert (history[-1].cause.by, history[-1].cause.code, history[-1].cause.text) == ("cardholder", "AUTHENTICATED", "code sent by text")


async def test_a_client_of_jwes_activates_too(client: FrontDoor, house: House, bank: Bank) -> None:
    mdes = Caller(client, jwe())
    reference = await a_token(mdes)
    await mdes.send_code(reference)

    answer = await mdes.activate(reference, authenticationCode=await heard_code(house, bank))

    assert answer.body["result"] == "SUCCESS"


async def test_three_wrong_codes_are_counted_and_then_the_right_one_is_late(mdes: Caller, house: House, bank: Bank) -> None:
    reference = await a_token(mdes)
    await mdes.send_code(reference)
    right = await heard_code(house, bank)

    results = [(await mdes.activate(reference, authenticationCode=code)).body["result"] for code in ("x", "y", "z", right)]

    assert results == ["INCORRECT_CODE", "INCORRECT_CODE", "INCORRECT_CODE_RETRIES_EXCEEDED", "INCORRECT_CODE_RETRIES_EXCEEDED"]
    assert await status(mdes, reference) == "INACTIVE"


async def test_a_code_expires_by_the_worlds_clock(mdes: Caller, house: House, bank: Bank, behind: Observer) -> None:
    reference = await a_token(mdes)
    await mdes.send_code(reference)
    right = await heard_code(house, bank)
    await behind.advance(timedelta(minutes=31))

    assert (await mdes.activate(reference, authenticationCode=right)).body["result"] == "EXPIRED_CODE"


async def test_a_code_that_was_never_sent_cannot_be_tried(mdes: Caller) -> None:
    assert codes(await mdes.activate(await a_token(mdes), authenticationCode="123456")) == ["INVALID_WORKFLOW"]


@pytest.mark.parametrize(
    ("given", "code"),
    [({}, "MISSING_REQUIRED_FIELD"), ({"authenticationCode": "1", "tokenizationAuthenticationValue": "x"}, "INVALID_FIELD_VALUE")],
)
async def test_either_a_code_or_a_signature_is_needed(mdes: Caller, given: dict[str, str], code: str) -> None:
    answer = await mdes.activate(await a_token(mdes), **given)

    assert (codes(answer), answer.body["errorDescription"].endswith("authenticationCode")) == ([code], True)


async def test_the_issuers_signature_activates_the_token(mdes: Caller) -> None:
    reference = await a_token(mdes)

    answer = await mdes.activate(reference, tokenizationAuthenticationValue=tav(YELLOW))

    assert (answer.body["result"], await status(mdes, reference)) == ("SUCCESS", "ACTIVE")


async def test_a_wrong_signature_is_answered_and_explained(mdes: Caller, behind: Observer) -> None:
    reference = await a_token(mdes)
    await a_token(mdes, ORDINARY)

    answer = await mdes.activate(reference, tokenizationAuthenticationValue=tav(ORDINARY))

    assert (answer.body["result"], behind.causes, await status(mdes, reference)) == ("INCORRECT_TAV", ["pan_mismatch"], "INACTIVE")


@pytest.mark.parametrize("given", [{"authenticationCode": "123456"}, {"tokenizationAuthenticationValue": "x"}])
async def test_a_token_that_lives_is_not_activated(mdes: Caller, given: dict[str, str]) -> None:
    assert codes(await mdes.activate(await a_token(mdes, ORDINARY), **given)) == ["INVALID_TOKEN_STATUS"]


async def test_a_token_that_has_ended_is_not_activated(mdes: Caller) -> None:
    reference = await a_token(mdes)
    await mdes.change("delete", reference)

    assert codes(await mdes.activate(reference, authenticationCode="123456")) == ["INVALID_TOKEN_STATUS"]


async def test_after_thirty_days_the_session_is_over(mdes: Caller, house: House, behind: Observer) -> None:
    reference = await a_token(mdes)
    now, ctx = await behind.advance(timedelta(days=31)), behind.context()
    await house.unit(ctx, lambda unit: API.deadlines[0].settle(ctx, unit, now))

    assert (await mdes.activate(reference, authenticationCode="123456")).body["result"] == "EXPIRED_SESSION"


async def test_the_holder_of_a_living_token_is_authenticated(mdes: Caller, house: House, bank: Bank) -> None:
    reference = await a_token(mdes, ORDINARY)
    await mdes.send_code(reference)

    answer = await mdes.activate(reference, authenticationCode=await heard_code(house, bank))

    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)
    told = bank.of("notifyTokenUpdated")[-1]
    assert (answer.body["result"], await status(mdes, reference)) == ("SUCCESS", "ACTIVE")
    assert (told["reasonCode"], told["tokens"][0]["tokenUniqueReference"]) == ("AUTHENTICATION_PERFORMED", reference)
    assert "status" not in told["tokens"][0]


async def test_an_authentication_has_fifteen_minutes(mdes: Caller, house: House, bank: Bank, behind: Observer) -> None:
    reference = await a_token(mdes, ORDINARY)
    await mdes.send_code(reference)
    right = await heard_code(house, bank)
    await behind.advance(timedelta(minutes=16))

    assert (await mdes.activate(reference, authenticationCode=right)).body["result"] == "EXPIRED_CODE"


async def issuer_makes_codes(house: House, behind: Observer) -> None:
    async def work(unit: Unit) -> None:
        (issuer,) = await unit.parties.issuers()
        await unit.parties.put(replace(issuer, makes_codes=True))

    await house.unit(behind.context(), work)


@pytest.mark.parametrize(
    ("result", "then"),
    [
        ("SUCCESS", "ACTIVE"),
        ("INCORRECT_CODE", "INACTIVE"),
        ("INCORRECT_CODE_RETRIES_EXCEEDED", "INACTIVE"),
        ("EXPIRED_CODE", "INACTIVE"),
    ],
)
async def test_an_issuer_that_makes_its_own_codes_checks_them(
    mdes: Caller, house: House, bank: Bank, behind: Observer, result: str, then: str
) -> None:
    await issuer_makes_codes(house, behind)
    reference = await a_token(mdes)
    await mdes.send_code(reference)
    bank.will_answer("validateActivationCode", result=result)

    answer = await mdes.activate(reference, authenticationCode="A1B2C3D4")

    (asked,) = bank.of("validateActivationCode")
    assert (answer.body["result"], await status(mdes, reference)) == (result, then)
    assert (asked["tokenUniqueReference"], asked["activationCode"]) == (reference, "A1B2C3D4")


async def test_an_issuer_that_makes_its_own_codes_is_told_none(mdes: Caller, house: House, bank: Bank, behind: Observer) -> None:
    await issuer_makes_codes(house, behind)

    await mdes.send_code(await a_token(mdes))

    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)
    (told,) = bank.of("deliverActivationCode")
    assert not {"activationCode", "expirationDateTime"} & told.keys()


@pytest.mark.parametrize("said", ["oops", '{"responseId": "x", "result": "MAYBE"}'])
async def test_an_issuer_that_does_not_say_costs_no_attempt(mdes: Caller, house: House, bank: Bank, behind: Observer, said: str) -> None:
    await issuer_makes_codes(house, behind)
    reference = await a_token(mdes)
    await mdes.send_code(reference)
    bank.will_say("validateActivationCode", said)

    answer = await mdes.activate(reference, authenticationCode="A1B2C3D4")

    (code,) = await house.store.read(NAMESPACE, lambda unit: one_time_codes.latest(unit, most=9))
    assert (codes(answer), code.left) == (["NO_RESPONSE_FROM_ISSUER"], 3)


async def test_nobody_is_asked_about_a_code_that_mdes_made(mdes: Caller, bank: Bank) -> None:
    reference = await a_token(mdes)
    await mdes.send_code(reference)

    await mdes.activate(reference, authenticationCode="x")

    assert bank.of("validateActivationCode") == []


@pytest.mark.parametrize("changes", [{"paymentAppInstanceId": "another"}, {"tokenUniqueReference": "D" * 48}])
async def test_a_token_of_others_is_not_activated(mdes: Caller, changes: dict[str, Any]) -> None:
    reference = (await mdes.digitize(await mdes.check_eligibility(YELLOW))).body["tokenUniqueReference"]

    assert codes(await mdes.activate(reference, authenticationCode="123456", **changes))[0] in {
        "AUTHORIZATION_FAILED",
        "INVALID_TOKEN_UNIQUE_REFERENCE",
    }
