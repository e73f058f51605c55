"""Members that no message knows."""

from typing import Any

import pytest

from emulator.providers.mdes.digital_enablement.schemas import Suspend, Tokenize
from emulator.providers.mdes.messages.unknown_fields import remark, unknown
from emulator.providers.mdes.token_connect.schemas import PushMultipleAccounts
from tests.providers.mdes.caller import Caller
from tests.providers.observer import Observer


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"taskId": "1"}, []),
        ({"taskID": "1"}, ["taskID"]),
        (
            {"fundingAccountInfo": {"pan": "1", "encryptedPayload": {"encryptedData": {"cardAccountData": {"cvv": "1"}}}}},
            ["fundingAccountInfo.pan", "fundingAccountInfo.encryptedPayload.encryptedData.cardAccountData.cvv"],
        ),
        ({"decisioningData": None, "fundingAccountInfo": "text"}, []),
    ],
)
def test_unknown_members_are_named_however_deep(fields: dict[str, Any], names: list[str]) -> None:
    assert list(unknown(Tokenize, fields)) == names


def test_members_inside_lists_are_looked_at() -> None:
    fields = {"pushFundingAccounts": {"encryptedPayload": {"encryptedData": [{"x": 1}, {"fundingAccountData": {"y": 1}}]}}}

    names = list(unknown(PushMultipleAccounts, fields))

    assert [name.rpartition(".")[2] for name in names] == ["x", "y"]


def test_a_known_message_is_not_remarked_on() -> None:
    assert remark(Suspend, {"requestId": "1", "tokenUniqueReferences": ["x"]}) is None


def test_a_remark_names_ten_members_and_no_values() -> None:
    finding = remark(Suspend, {f"name{number}": "5123456789012345" for number in range(20)})

    assert finding is not None
    assert (finding.message.count("name"), "5123" in finding.message) == (10, False)


async def test_an_unknown_member_is_ignored_and_remarked_on(mdes: Caller, behind: Observer) -> None:
    answer = await mdes.tokenize(surprise=1)

    (finding,) = behind.findings
    assert answer.body["decision"] == "APPROVED"
    assert (finding.check, finding.cause, finding.severity) == ("message", "unknown_field", "tolerated")
    assert "surprise" in finding.message
