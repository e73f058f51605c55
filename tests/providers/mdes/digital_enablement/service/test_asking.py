"""The issuer is asked before a token is made, and decides; when it says nothing useful, the network decides."""

import json
from dataclasses import replace
from typing import Any

import pytest

from emulator.config import Settings
from emulator.core.context import House
from emulator.outbound.questions import DEFAULT_TAKEN
from emulator.providers.mdes.records import digitizations
from emulator.storage.unit import Unit
from tests.providers.mdes.bank import Bank, sealed_to_mdes
from tests.providers.mdes.caller import Caller
from tests.providers.mdes.digital_enablement.service.test_decision import tav
from tests.providers.observer import Observer

pytestmark = pytest.mark.exercises("mdes.issuer.authorize_service", "mdes.issuer.request_activation_methods")

ORDINARY = "5123456789012345"
YELLOW = "5204247777770850"
SMS = {"type": "TEXT_TO_CARDHOLDER_NUMBER", "value": "***1234"}
APP = {"type": "CARDHOLDER_TO_USE_MOBILE_APP", "value": "bank://open"}


@pytest.fixture
def settings(with_bank: Settings) -> Settings:
    return with_bank


async def test_the_issuer_reads_who_wants_which_card(mdes: Caller, bank: Bank) -> None:
    bank.will_decide("APPROVED")

    await mdes.tokenize(ORDINARY, decisioningData={"recommendation": "APPROVED", "deviceScore": "4"})

    (asked,) = bank.of("authorizeService")
    assert asked["services"] == ["DIGITIZATION"]
    assert asked["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]["cardAccountData"]["accountNumber"] == ORDINARY
    assert (asked["tokenRequestorId"], asked["tokenType"], asked["activeTokenCount"]) == ("98765432101", "CLOUD", "0")
    assert asked["walletProviderDecisioningInfo"]["recommendedDecision"] == "APPROVED"
    assert ORDINARY not in bank.heard[0].text


@pytest.mark.parametrize("decision", ["APPROVED", "DECLINED", "REQUIRE_ADDITIONAL_AUTHENTICATION"])
async def test_the_issuer_decides(mdes: Caller, bank: Bank, decision: str) -> None:
    bank.will_decide(decision)

    answer = await mdes.tokenize(ORDINARY)

    assert answer.body["decision"] == decision
    assert ("tokenUniqueReference" in answer.body) is (decision != "DECLINED")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, "oops"),
        (200, "[]"),
        (200, "{}"),
        (200, '{"responseId": "x", "decision": "MAYBE"}'),
        (200, '{"responseId": "x", "errorCode": "CRYPTOGRAPHY_ERROR"}'),
    ],
)
async def test_nonsense_leaves_the_decision_to_the_network(mdes: Caller, bank: Bank, behind: Observer, status: int, body: str) -> None:
    bank.will_say("authorizeService", body, status=status)

    answer = await mdes.tokenize(ORDINARY)

    assert answer.body["decision"] == "APPROVED"
    taken = [exchange for exchange in behind.outbound if exchange.operation == "authorize_service"]
    assert [exchange.error for exchange in taken] == [DEFAULT_TAKEN]
    assert "network's own rules decide" in taken[0].findings[0].message


async def test_nobody_is_asked_about_a_magic_number(mdes: Caller, bank: Bank) -> None:
    answer = await mdes.tokenize(YELLOW)

    assert answer.body["decision"] == "REQUIRE_ADDITIONAL_AUTHENTICATION"
    assert bank.of("authorizeService") == []


async def test_nobody_is_asked_about_a_request_that_will_be_refused(mdes: Caller, bank: Bank) -> None:
    answer = await mdes.tokenize(ORDINARY, tokenRequestorId="00000000000")

    assert answer.body["errorCode"] == "AUTHORIZATION_FAILED"
    assert bank.of("authorizeService") == []


async def test_the_second_token_is_asked_about_with_the_first_counted(mdes: Caller, bank: Bank) -> None:
    for _ in range(2):
        bank.will_decide("APPROVED")
        await mdes.tokenize(ORDINARY)

    assert [asked["activeTokenCount"] for asked in bank.of("authorizeService")] == ["0", "1"]


async def methods_of(answer: Any) -> list[tuple[str, str]]:
    return [(method["type"], method["value"]) for method in answer.body["authenticationMethods"]]


async def test_ways_to_verify_the_cardholder_come_from_both_answers_the_later_first(mdes: Caller, bank: Bank) -> None:
    bank.will_decide("REQUIRE_ADDITIONAL_AUTHENTICATION", activationMethods=[APP, SMS, {"type": "BY_PIGEON", "value": "coo"}])
    bank.will_answer("requestActivationMethods", activationMethods=[SMS])

    answer = await mdes.tokenize(ORDINARY)

    (decided,), (asked,) = bank.of("authorizeService"), bank.of("requestActivationMethods")
    assert await methods_of(answer) == [
        ("TEXT_TO_CARDHOLDER_NUMBER", "***1234"),
        ("CARDHOLDER_TO_USE_ISSUER_MOBILE_APP", "bank://open"),
    ]
    assert (asked["correlationId"], asked["reasonCodes"]) == (decided["correlationId"], ["ADD_CARD"])
    assert asked["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]["cardAccountData"]["accountNumber"] == ORDINARY


@pytest.mark.parametrize(
    ("status", "body"), [(500, "oops"), (200, "{}"), (200, '{"responseId": "x", "activationMethods": []}'), (200, '["x"]')]
)
async def test_without_ways_the_usual_ones_are_offered(mdes: Caller, bank: Bank, status: int, body: str) -> None:
    bank.will_decide("REQUIRE_ADDITIONAL_AUTHENTICATION")
    bank.will_say("requestActivationMethods", body, status=status)

    answer = await mdes.tokenize(ORDINARY)

    assert [kind for kind, _ in await methods_of(answer)] == [
        "TEXT_TO_CARDHOLDER_NUMBER",
        "EMAIL_TO_CARDHOLDER_ADDRESS",
        "CARDHOLDER_TO_CALL_MANNED_NUMBER",
    ]


async def test_nobody_is_asked_for_ways_when_the_card_is_vouched_for(mdes: Caller, bank: Bank) -> None:
    bank.will_decide("REQUIRE_ADDITIONAL_AUTHENTICATION")

    answer = await mdes.tokenize(ORDINARY, tokenizationAuthenticationValue=tav(ORDINARY))

    assert (answer.body["decision"], bank.of("requestActivationMethods")) == ("APPROVED", [])


async def test_the_issuers_other_name_for_the_account_is_opened_and_kept(mdes: Caller, house: House, bank: Bank, behind: Observer) -> None:
    bank.will_decide("APPROVED", **sealed_to_mdes({"alternateAccountIdentifier": "ACCOUNT-0001"}))

    made = await mdes.tokenize(ORDINARY)

    (record,) = await house.store.read("default", lambda unit: digitizations.of_alternate_account(unit, "ACCOUNT-0001"))
    (asked,) = [exchange for exchange in behind.outbound if exchange.operation == "authorize_service"]
    assert record.token == made.body["tokenUniqueReference"]
    assert json.loads(asked.opened_response)["encryptedPayload"]["encryptedData"]["alternateAccountIdentifier"] == "ACCOUNT-0001"


async def test_what_the_requestor_says_of_the_holder_reaches_the_issuer(mdes: Caller, bank: Bank) -> None:
    thoughts = {"deviceIpAddress": "127.0.0.1", "deviceCurrentLocation": "38.63,-90.25", "mobileNumberSuffix": "0123"}

    await mdes.tokenize(ORDINARY, decisioningData=thoughts)

    (asked,) = bank.of("authorizeService")
    holder = asked["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]["accountHolderData"]
    assert holder == {"accountHolderName": "JANE DOE", "sourceIp": "127.0.0.1", "deviceLocation": "38.63/-90.25"}
    assert asked["mobileNumberSuffix"] == "0123"


async def test_a_known_card_is_named_by_its_references(mdes: Caller, bank: Bank) -> None:
    made = await mdes.tokenize(ORDINARY)

    await mdes.tokenize(ORDINARY)

    account = bank.of("authorizeService")[-1]["fundingAccountInfo"]
    par = made.opened["tokenDetail"]["encryptedData"]["paymentAccountReference"]
    assert account["panUniqueReference"] == made.body["panUniqueReference"]
    assert account["encryptedPayload"]["encryptedData"]["paymentAccountReference"] == par


async def test_an_issuer_that_reads_jwes_is_asked_in_jwes(mdes: Caller, house: House, bank: Bank, behind: Observer) -> None:
    async def work(unit: Unit) -> None:
        (issuer,) = await unit.parties.issuers()
        await unit.parties.put(replace(issuer, encryption="jwe"))

    await house.unit(behind.context(), work)

    await mdes.tokenize(ORDINARY)

    (heard,) = bank.heard
    assert json.loads(heard.text)["fundingAccountInfo"]["encryptedPayload"]["encryptedData"].count(".") == 4
    assert heard.opened["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]["cardAccountData"]["accountNumber"] == ORDINARY


@pytest.mark.parametrize("pan", ["4111111111111111", "5555555577771018"])
async def test_nobody_is_asked_about_a_card_that_cannot_be(mdes: Caller, bank: Bank, pan: str) -> None:
    await mdes.tokenize(pan)

    assert bank.heard == []


async def test_a_slow_number_takes_its_time_and_is_approved(mdes: Caller, behind: Observer) -> None:
    answer = await mdes.tokenize("5555555577771901")

    assert answer.body["decision"] == "APPROVED"
    assert behind.exchange.micros >= 3_000_000


class TestASilentIssuer:
    @pytest.fixture
    def settings(self, bank: Bank) -> Settings:
        return Settings(database="sqlite://", seed=1, issuer_url=bank.url, question_seconds=0.3)

    async def test_silence_leaves_the_decision_to_the_network_at_the_deadline(self, mdes: Caller, bank: Bank, behind: Observer) -> None:
        bank.open.clear()

        answer = await mdes.tokenize(ORDINARY)

        asked = next(exchange for exchange in behind.outbound if exchange.operation == "authorize_service")
        assert (answer.body["decision"], asked.error, asked.findings[-1].cause) == ("APPROVED", DEFAULT_TAKEN, "timed_out")
        assert 300_000 <= behind.exchange.micros < 3_000_000

    async def test_an_issuer_that_is_gone_keeps_nobody_waiting(self, mdes: Caller, bank: Bank, behind: Observer) -> None:
        await bank.close()

        answer = await mdes.tokenize(ORDINARY)

        assert answer.body["decision"] == "APPROVED"
        assert behind.exchange.micros < 300_000
