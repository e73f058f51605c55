"""The issuer is asked before a token is made: what it reads, what its answers do, and what happens when it says nothing."""

import re
from typing import Any

import pytest

from emulator.config import Settings
from tests.providers.vts.bank import Bank
from tests.providers.vts.caller import PAN, TOKENS, YELLOW, Caller, magic
from tests.providers.vts.conftest import Observer


@pytest.mark.parametrize(("code", "status", "told"), [("00", 201, "ACTIVE"), ("85", 201, "INACTIVE"), ("05", 403, "declined")])
@pytest.mark.exercises("vts.issuer.approve_provisioning")
async def test_the_issuers_action_code_decides(visa: Caller, issuing: Bank, code: str, *, status: int, told: str) -> None:
    issuing.answers["approveProvisioning"] = {"actionCode": code}

    answer = await visa.provision()

    assert answer.status == status
    assert told == (answer.body["tokenInfo"]["tokenStatus"] if status == 201 else answer.reason)


async def test_the_issuer_reads_card_and_circumstances_and_the_token_keeps_the_names_it_was_asked_by(visa: Caller, issuing: Bank) -> None:
    answer = await visa.provision(clientDeviceID="d-1", ip4address="192.0.2.1", protectionType="SECURE_ELEMENT")

    (asked,) = issuing.about("approveProvisioning")
    reference = answer.body["tokenInfo"]["tokenReferenceID"]
    card, token = asked.opened["cardholderInfo"], asked.opened["tokenInfo"]
    assert asked.path == f"/tokenRequestors/50123456789/tokens/{reference}/approveProvisioning"
    assert card == {"primaryAccountNumber": PAN, "cvv2": "123", "name": "JANE DOE", "expirationDate": {"month": "12", "year": "2049"}}
    assert (token["tokenType"], token["tokenStatus"], token["numberOfActiveTokensForPAN"]) == ("SECURE_ELEMENT", "INACTIVE", 0)
    assert (asked.body["panSource"], asked.body["consumerEntryMode"], asked.body["cvv2ResultsCode"]) == ("KEY_ENTERED", "KEY_ENTERED", "M")
    assert asked.body["deviceInfo"]["deviceID"] == "d-1"
    assert re.fullmatch(r"V-[0-9]{22}", asked.body["panReferenceID"])
    assert PAN not in str(asked.body)


async def test_a_card_keeps_the_name_by_which_its_issuer_knows_it(visa: Caller, issuing: Bank) -> None:
    await visa.provision()
    await visa.provision()

    first, second = issuing.about("approveProvisioning")

    assert first.body["panReferenceID"] == second.body["panReferenceID"]
    assert second.opened["tokenInfo"]["numberOfActiveTokensForPAN"] == 1


@pytest.mark.parametrize("pan", [YELLOW, magic("005"), magic("201")])
async def test_nobody_is_asked_about_a_number_that_stands_for_an_outcome(visa: Caller, issuing: Bank, pan: str) -> None:
    await visa.provision(pan)

    assert issuing.about("approveProvisioning") == []


async def test_nobody_is_asked_about_a_request_that_will_be_refused(visa: Caller, issuing: Bank) -> None:
    await visa.provision(card=visa.card(cvv2="000"))

    assert issuing.heard == []


@pytest.mark.parametrize(("answer", "status"), [({"actionCode": "99"}, 200), ([], 200), ({"actionCode": "00"}, 500)])
async def test_nonsense_is_silence_and_the_cardholder_is_to_be_verified(visa: Caller, issuing: Bank, answer: Any, *, status: int) -> None:
    issuing.answers["approveProvisioning"], issuing.statuses["approveProvisioning"] = answer, status

    made = await visa.provision()

    assert (made.status, made.body["tokenInfo"]["tokenStatus"]) == (201, "INACTIVE")


async def test_where_nobody_listens_the_network_decides(visa: Caller, behind: Observer) -> None:
    made = await visa.provision()

    assert (made.status, made.body["tokenInfo"]["tokenStatus"]) == (201, "ACTIVE")
    assert [one.operation for one in behind.outbound] == ["approve_provisioning"]


class TestSilence:
    """What the settings make of an issuer that says nothing useful."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, issuer_url="http://127.0.0.1:9", visa_silence="05")

    async def test_it_is_what_the_setting_says(self, visa: Caller, issuing: Bank) -> None:
        issuing.answers["approveProvisioning"] = {}

        answer = await visa.provision()

        assert (answer.status, answer.reason) == (403, "declined")


LISTED: Any = [
    {"type": "cell_phone", "value": "***-***-9876", "identifier": "mobile-1"},
    {"type": "email", "value": "j***@bank.example", "identifier": "mail-1"},
    {"type": "bank_app", "value": "Emulated Bank", "identifier": "app-1", "sourceAddress": "bank://verify", "otpMethodPlatform": "IOS"},
    {"type": "customer_service", "value": "+1 555 0199", "identifier": "service-1"},
    {"type": "outbound_call", "value": "***-***-9876", "identifier": "call-1"},
]


@pytest.mark.parametrize("answer", [LISTED, {"cardholderVerificationMethods": LISTED}], ids=["bare list", "object"])
@pytest.mark.exercises("vts.issuer.cardholder_verification_methods")
async def test_the_issuer_names_the_ways_to_verify_its_cardholder(visa: Caller, issuing: Bank, answer: Any) -> None:
    issuing.answers.update({"approveProvisioning": {"actionCode": "85"}, "cardholderverificationmethods": answer})
    token = await visa.token()

    ways = await visa.ways(token)

    (asked,) = issuing.about("cardholderverificationmethods")
    assert [way["method"] for way in ways] == ["OTPSMS", "OTPEMAIL", "APP-TO-APP", "CUSTOMERSERVICE", "OUTBOUNDCALL"]
    assert ways[0] == {"method": "OTPSMS", "value": "***-***-9876", "identifier": "mobile-1"}
    assert asked.body["riskInformation"] == {"panSource": "01"}
    assert asked.opened["tokenInfo"]["tokenStatus"] == "INACTIVE"


@pytest.mark.parametrize(
    ("code", "method"),
    [
        ("201", "OTPSMS"),
        ("202", "OTPEMAIL"),
        ("204", "CUSTOMERSERVICE"),
        ("205", "OTPONLINEBANKING"),
        ("206", "APP-TO-APP"),
        ("207", "OUTBOUNDCALL"),
    ],
)
async def test_a_number_brings_each_of_the_six_methods(visa: Caller, code: str, method: str) -> None:
    token = await visa.token(magic(code))

    ways = await visa.ways(token)

    assert [way["method"] for way in ways] == [method]


async def test_where_nobody_listens_the_ways_are_the_usual_ones(visa: Caller) -> None:
    token = await visa.token(YELLOW)

    answer = await visa.get(f"{TOKENS}/{token}/stepUpOptions")

    assert [way["method"] for way in answer.body["stepUpRequest"]] == ["OTPSMS", "OTPEMAIL", "CUSTOMERSERVICE"]
