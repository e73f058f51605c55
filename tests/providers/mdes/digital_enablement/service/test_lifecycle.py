"""Suspending, resuming and deleting, held against a list of moves copied from Mastercard's published tables."""

from typing import Any

import pytest

from tests.providers.mdes.caller import Caller, codes
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import Observer

pytestmark = pytest.mark.exercises("mdes.digital_enablement.suspend", "mdes.digital_enablement.unsuspend", "mdes.digital_enablement.delete")

UNKNOWN = "DWSPMC0000000001" + "0" * 32
TR, CH = "TOKEN_REQUESTOR", "CARDHOLDER"

# How a token is brought into a state: steps of (operation, who), after tokenizing.
HOW: dict[str, list[tuple[str, str]]] = {
    "INACTIVE": [],
    "ACTIVE": [],
    "SUSPENDED by TR": [("suspend", TR)],
    "SUSPENDED by CH": [("suspend", CH)],
    "SUSPENDED by TR and CH": [("suspend", TR), ("suspend", CH)],
    "DEACTIVATED": [("delete", TR)],
}

# from | operation | by | status afterwards | suspenders afterwards | error. The life cycle of developer.mastercard.com (MDES
# Customer Service and Pre-Digitization), with idempotent answers where Mastercard is silent.
MOVES: list[tuple[str, str, str, str, list[str], str | None]] = [
    ("INACTIVE", "suspend", TR, "INACTIVE", [], "INVALID_TOKEN_STATUS"),
    ("INACTIVE", "unsuspend", TR, "INACTIVE", [], "INVALID_TOKEN_STATUS"),
    ("INACTIVE", "delete", TR, "DEACTIVATED", [], None),
    ("INACTIVE", "delete", CH, "DEACTIVATED", [], None),
    ("ACTIVE", "suspend", TR, "SUSPENDED", [TR], None),
    ("ACTIVE", "suspend", CH, "SUSPENDED", [CH], None),
    ("ACTIVE", "unsuspend", TR, "ACTIVE", [], None),
    ("ACTIVE", "unsuspend", CH, "ACTIVE", [], None),
    ("ACTIVE", "delete", TR, "DEACTIVATED", [], None),
    ("ACTIVE", "delete", CH, "DEACTIVATED", [], None),
    ("SUSPENDED by TR", "suspend", TR, "SUSPENDED", [TR], None),
    ("SUSPENDED by TR", "suspend", CH, "SUSPENDED", [CH, TR], None),
    ("SUSPENDED by TR", "unsuspend", TR, "ACTIVE", [], None),
    ("SUSPENDED by TR", "unsuspend", CH, "SUSPENDED", [TR], None),
    ("SUSPENDED by TR", "delete", CH, "DEACTIVATED", [], None),
    ("SUSPENDED by CH", "unsuspend", CH, "ACTIVE", [], None),
    ("SUSPENDED by CH", "unsuspend", TR, "SUSPENDED", [CH], None),
    ("SUSPENDED by TR and CH", "unsuspend", TR, "SUSPENDED", [CH], None),
    ("SUSPENDED by TR and CH", "unsuspend", CH, "SUSPENDED", [TR], None),
    ("SUSPENDED by TR and CH", "delete", TR, "DEACTIVATED", [], None),
    ("DEACTIVATED", "suspend", TR, "DEACTIVATED", [], "INVALID_TOKEN_STATUS"),
    ("DEACTIVATED", "unsuspend", TR, "DEACTIVATED", [], "INVALID_TOKEN_STATUS"),
    ("DEACTIVATED", "delete", TR, "DEACTIVATED", [], "INVALID_TOKEN_STATUS"),
]


async def token_in(mdes: Caller, state: str) -> str:
    """Make a token and bring it into a state."""
    made = await mdes.tokenize(YELLOW) if state == "INACTIVE" else await mdes.tokenize()
    reference = str(made.body["tokenUniqueReference"])
    for operation, by in HOW[state]:
        await mdes.change(operation, reference, by=by)
    return reference


@pytest.mark.parametrize(("state", "operation", "by", "after", "suspenders", "error"), MOVES)
async def test_a_token_moves_as_mastercard_publishes(
    mdes: Caller, *, state: str, operation: str, by: str, after: str, suspenders: list[str], error: str | None
) -> None:
    reference = await token_in(mdes, state)

    answer = await mdes.change(operation, reference, by=by)

    (told,) = answer.body["tokens"]
    seen = (await mdes.token(reference)).body["token"]
    assert (answer.status, told["tokenUniqueReference"], told.get("errorCode")) == (200, reference, error)
    assert (seen["status"], seen.get("suspendedBy", [])) == (after, suspenders)
    if error is None:
        assert (told["status"], told.get("suspendedBy", [])) == (after, suspenders)
        assert told["statusTimestamp"] == seen["statusTimestamp"]


async def test_a_fulfilled_wish_changes_nothing_and_tells_nobody(mdes: Caller, behind: Observer) -> None:
    reference = await token_in(mdes, "SUSPENDED by TR")
    before, notices = (await mdes.token(reference)).body["token"], len(await behind.notices())

    await mdes.change("suspend", reference, by=TR)

    assert (await mdes.token(reference)).body["token"] == before
    assert len(await behind.notices()) == notices


async def test_each_token_is_answered_for_itself(mdes: Caller) -> None:
    active, deleted = await token_in(mdes, "ACTIVE"), await token_in(mdes, "DEACTIVATED")

    answer = await mdes.change("suspend", UNKNOWN, active, deleted)

    told = answer.body["tokens"]
    assert [token["tokenUniqueReference"] for token in told] == [UNKNOWN, active, deleted]
    assert [token.get("status") for token in told] == [None, "SUSPENDED", None]
    assert [token.get("errorCode") for token in told] == ["INVALID_TOKEN_UNIQUE_REFERENCE", None, "INVALID_TOKEN_STATUS"]
    assert told[0]["errorDescription"] == "Invalid Token Unique Reference"


@pytest.mark.parametrize(("count", "expected"), [(10, None), (11, ["INVALID_FIELD_LENGTH"]), (0, ["INVALID_FIELD_LENGTH"])])
async def test_at_most_ten_tokens_are_taken_at_once(mdes: Caller, count: int, expected: list[str] | None) -> None:
    answer = await mdes.change("delete", *[UNKNOWN for _ in range(count)])

    assert ("errors" in answer.body and codes(answer)) == (expected or False)


@pytest.mark.parametrize(
    ("operation", "code", "accepted"),
    [
        ("suspend", "SUSPECTED_FRAUD", True),
        ("suspend", "NOT_FRAUD", False),
        ("delete", "DEVICE_FOUND", False),
        ("unsuspend", "DEVICE_FOUND", True),
        ("unsuspend", "NOT_FRAUD", True),
        ("unsuspend", "SUSPECTED_FRAUD", False),
    ],
)
async def test_each_operation_has_its_own_reason_codes(mdes: Caller, operation: str, code: str, *, accepted: bool) -> None:
    answer = await mdes.change(operation, UNKNOWN, reasonCode=code)

    assert ("tokens" in answer.body) is accepted
    assert accepted or codes(answer) == ["INVALID_FIELD_VALUE"]


async def test_a_missing_reason_code_means_other(mdes: Caller) -> None:
    reference = await token_in(mdes, "ACTIVE")
    message: dict[str, Any] = {"requestId": "1", "tokenUniqueReferences": [reference], "causedBy": TR}

    answer = await mdes.post("/mdes/digitization/1/0/suspend", message)

    assert answer.body["tokens"][0]["status"] == "SUSPENDED"
