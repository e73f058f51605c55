"""The issuer is asked before a token is made, and decides; when it says nothing useful, the network decides."""

import json
from collections import deque
from typing import Any

import pytest
from client_encryption.field_level_encryption import decrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig

from emulator.config import Settings
from emulator.outbound.questions import DEFAULT_TAKEN
from tests.outbound.receiver import Receiver
from tests.providers.mdes.caller import KEYS, Caller
from tests.providers.mdes.conftest import Observer

pytestmark = pytest.mark.exercises("mdes.issuer.authorize_service")

ORDINARY = "5123456789012345"
YELLOW = "5204247777770850"
PLACE = "fundingAccountInfo.encryptedPayload"
OPENING = FieldLevelEncryptionConfig(
    {
        "paths": {
            "$": {
                "toEncrypt": {},
                "toDecrypt": {"fundingAccountInfo.encryptedPayload": "fundingAccountInfo.encryptedPayload.encryptedData"},
            }
        },
        "ivFieldName": "iv",
        "encryptedKeyFieldName": "encryptedKey",
        "encryptedValueFieldName": "encryptedData",
        "dataEncoding": "hex",
        "oaepPaddingDigestAlgorithm": "SHA-256",
        "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
        "decryptionKey": str(KEYS / "issuer.key"),
    }
)


class Bank(Receiver):
    """An issuer that answers questions as it was told to; it takes every notice."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = deque()

    def will_decide(self, decision: str, **more: Any) -> None:
        """Answer the next question so."""
        self.will_answer(200, body=json.dumps({"responseId": "x", "decision": decision, **more}))

    @property
    def questions(self) -> list[Any]:
        """What was asked, opened by the official library."""
        told = [json.loads(heard.body) for heard in self.heard if heard.path.endswith("/authorizeService")]
        return [decrypt_payload(message, OPENING) for message in told]


@pytest.fixture
async def bank() -> Any:
    listening = Bank()
    await listening.start()
    yield listening
    await listening.close()


@pytest.fixture
def settings(bank: Bank) -> Settings:
    return Settings(database="sqlite://", seed=1, issuer_url=bank.url)


async def test_the_issuer_reads_who_wants_which_card(mdes: Caller, bank: Bank) -> None:
    bank.will_decide("APPROVED")

    await mdes.tokenize(ORDINARY, decisioningData={"recommendation": "APPROVED", "deviceScore": "4"})

    (asked,) = bank.questions
    assert asked["services"] == ["DIGITIZATION"]
    assert asked["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]["cardAccountData"]["accountNumber"] == ORDINARY
    assert (asked["tokenRequestorId"], asked["tokenType"], asked["activeTokenCount"]) == ("98765432101", "CLOUD", "0")
    assert asked["walletProviderDecisioningInfo"]["recommendedDecision"] == "APPROVED"
    assert ORDINARY not in bank.bodies[0]


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
    bank.will_answer(status, body=body)

    answer = await mdes.tokenize(ORDINARY)

    assert answer.body["decision"] == "APPROVED"
    taken = [exchange for exchange in behind.outbound if exchange.operation == "authorize_service"]
    assert [exchange.error for exchange in taken] == [DEFAULT_TAKEN]
    assert "network's own rules decide" in taken[0].findings[0].message


async def test_nobody_is_asked_about_a_magic_number(mdes: Caller, bank: Bank) -> None:
    answer = await mdes.tokenize(YELLOW)

    assert answer.body["decision"] == "REQUIRE_ADDITIONAL_AUTHENTICATION"
    assert bank.questions == []


async def test_nobody_is_asked_about_a_request_that_will_be_refused(mdes: Caller, bank: Bank) -> None:
    answer = await mdes.tokenize(ORDINARY, tokenRequestorId="00000000000")

    assert answer.body["errorCode"] == "AUTHORIZATION_FAILED"
    assert bank.questions == []


async def test_the_second_token_is_asked_about_with_the_first_counted(mdes: Caller, bank: Bank) -> None:
    for _ in range(2):
        bank.will_decide("APPROVED")
        await mdes.tokenize(ORDINARY)
        bank.answers.clear()

    assert [asked["activeTokenCount"] for asked in bank.questions] == ["0", "1"]
