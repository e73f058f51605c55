"""What the documentation promises of each reason code is true: each is met, under Mastercard's own signer, in the way that is told."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import pytest

from emulator.providers.mdes.customer_service import API
from tests.providers.mdes.caller import Answer, Caller, fle
from tests.providers.mdes.customer_service.desk import BY_AGENT_ALONE, PAN, SERVICE, Desk, digitized, tokenized
from tests.providers.mdes.customer_service.wire.test_pascal import sealed

Way = Callable[[Caller, Desk], Awaitable[Answer]]
MISSING: Final = "DWSPMC0000000001" + "0" * 32


def search(**members: Any) -> Way:
    return lambda _mdes, desk: desk.ask("search", **members)


async def no_xml(mdes: Caller, _desk: Desk) -> Answer:
    return await mdes.get(f"{SERVICE}/systemstatus?Format=XML")


async def no_pin(mdes: Caller, desk: Desk) -> Answer:
    return await desk.ask("token/resetmobilepin", TokenUniqueReference=await tokenized(mdes), ReasonCode="N")


async def twice(mdes: Caller, desk: Desk) -> Answer:
    reference = await tokenized(mdes)
    await desk.about("token/suspend", reference, ReasonCode="L")
    return await desk.ask("token/suspend", TokenUniqueReference=reference, ReasonCode="L")


async def of_another(mdes: Caller, desk: Desk) -> Answer:
    reference = await tokenized(mdes)
    await mdes.change("suspend", reference)
    return await desk.ask("token/unsuspend", TokenUniqueReference=reference, ReasonCode="F")


async def by_agent(mdes: Caller, desk: Desk) -> Answer:
    reference = await digitized(mdes, BY_AGENT_ALONE)
    return await desk.ask("token/resendactivationcode", TokenUniqueReference=reference, ActivationMethodId="1")


async def other_reason(mdes: Caller, desk: Desk) -> Answer:
    return await desk.ask("token/suspend", TokenUniqueReference=await tokenized(mdes), ReasonCode="A")


async def other_range(mdes: Caller, desk: Desk) -> Answer:
    return await desk.ask("token/update", TokenUniqueReference=await tokenized(mdes), NewAccountPan="2222690420064590")


async def replaced_number(mdes: Caller, desk: Desk) -> Answer:
    await tokenized(mdes, PAN)
    await desk.told("token/update", CurrentAccountPan=PAN, NewAccountPan="5123450000000008")
    return await desk.ask("search", AccountPan=PAN)


async def out_of_order(mdes: Caller, desk: Desk) -> Answer:
    await mdes.arm(api="mdes.customer_service", operation="search", error="Unavailable")
    return await desk.ask("search", CommentId="1")


async def foreign_certificate(mdes: Caller, desk: Desk) -> Answer:
    mdes.sealing = fle(certificate="issuer")
    return await desk.ask("search", EncryptedAccountInformation=sealed(mdes))


def sent(body: bytes) -> Way:
    return lambda mdes, _desk: mdes.send("POST", f"{SERVICE}/search", body)


WAYS: Final[list[tuple[str, Way]]] = [
    ("EMPTY_RESULT", lambda _mdes, desk: desk.ask("token/comments", TokenUniqueReference=MISSING)),
    ("EMPTY_RESULT", replaced_number),
    ("NOT_SUPPORTED", no_xml),
    ("NOT_SUPPORTED", no_pin),
    ("INVALID_TOKEN_STATUS", twice),
    ("INVALID_TOKEN_STATUS", of_another),
    ("INVALID_WORKFLOW", by_agent),
    ("INVALID_CONDITIONAL_FIELD", search(AccountPan=PAN, CommentId="1")),
    ("MISSING_CONDITIONAL_FIELD", search()),
    ("MISSING_REQUIRED_FIELD", search(CommentId="1", AuditInfo=None)),
    ("MISSING_REQUIRED_INPUT", sent(b"")),
    ("MISSING_REQUIRED_INPUT", sent(b'{"SearchRequests":{}}')),
    ("INVALID_FIELD_FORMAT", search(AccountPan="5123-4567-8901")),
    ("INVALID_FIELD_LENGTH", search(AccountPan="5" * 20)),
    ("INVALID_FIELD_VALUE", other_reason),
    ("INVALID_FIELD_VALUE", search(CommentId="1", ExcludeDeletedIndicator="maybe")),
    ("INVALID_FIELD_VALUE", other_range),
    ("INVALID_REQUEST", sent(b"[]")),
    ("INVALID_REQUEST", sent(b"{")),
    ("INVALID_DATA", foreign_certificate),
    ("INTERNAL_SERVICE_FAILURE", out_of_order),
]


@pytest.mark.parametrize(("code", "way"), WAYS, ids=[code for code, _ in WAYS])
async def test_a_reason_is_met_as_is_told(mdes: Caller, desk: Desk, code: str, way: Way) -> None:
    answer = await way(mdes, desk)

    assert answer.body["Errors"]["Error"][0]["ReasonCode"] == code
    assert answer.status == (500 if code == "INTERNAL_SERVICE_FAILURE" else 400)


def test_every_promise_is_kept_and_none_is_forgotten() -> None:
    assert {row.code for row in API.provocations} == {code for code, _ in WAYS}
