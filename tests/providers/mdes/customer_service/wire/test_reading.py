"""What Customer Service reads."""

import json

import pytest

from emulator.config import Settings
from tests.providers.mdes.caller import Caller, gateway_code
from tests.providers.mdes.customer_service.desk import OPERATOR, SERVICE, Desk, refusal, tokenized
from tests.providers.observer import Observer

ENDING = "D" * 48


def body(**more: object) -> bytes:
    return json.dumps({"TokenCommentsRequest": {"TokenUniqueReference": ENDING, "AuditInfo": OPERATOR}, **more}).encode()


@pytest.mark.parametrize("query", ["", "?Format=JSON", "?Format=json", "?other=1"])
async def test_json_is_read_whether_it_is_asked_for_or_not(mdes: Caller, query: str) -> None:
    answer = await mdes.send("POST", f"{SERVICE}/token/comments{query}", body())

    assert refusal(answer) == (400, "EMPTY_RESULT", "INPUT")


@pytest.mark.parametrize("query", ["?Format=XML", "?Format=xml"])
async def test_xml_is_not_offered(mdes: Caller, query: str) -> None:
    answers = [
        await mdes.send("POST", f"{SERVICE}/token/comments{query}", body()),
        await mdes.get(f"{SERVICE}/systemstatus{query}"),
    ]

    assert [refusal(answer) for answer in answers] == [(400, "NOT_SUPPORTED", "Format")] * 2


async def test_a_body_that_is_announced_as_xml_is_refused_at_the_gate(mdes: Caller) -> None:
    answer = await mdes.send("POST", f"{SERVICE}/token/comments", body(), headers={"Content-Type": "application/xml"})

    assert (answer.status, gateway_code(answer)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("sent", [b"", b"  ", b"{}", b'{"SearchRequest": {}}', b'{"TokenCommentsRequest": null}'])
async def test_a_request_without_its_root_asks_for_nothing(mdes: Caller, sent: bytes) -> None:
    answer = await mdes.send("POST", f"{SERVICE}/token/comments", sent)

    assert refusal(answer) == (400, "MISSING_REQUIRED_INPUT", "TokenCommentsRequest")


async def test_a_root_is_known_in_any_letter_case(mdes: Caller) -> None:
    answer = await mdes.send("POST", f"{SERVICE}/token/comments", body().replace(b"TokenCommentsRequest", b"tokenCOMMENTSrequest"))

    assert refusal(answer) == (400, "EMPTY_RESULT", "INPUT")


@pytest.mark.parametrize("sent", [b"{", b"[]", b'"text"', b"\xff"])
async def test_what_is_no_json_object_is_no_request(mdes: Caller, sent: bytes) -> None:
    answer = await mdes.send("POST", f"{SERVICE}/token/comments", sent)

    assert refusal(answer) == (400, "INVALID_REQUEST", "INPUT")


async def test_numbers_are_taken_for_their_digits(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)

    found = await desk.found(AccountPan=5123456789012345, AuditInfo={"UserId": 7, "UserName": "n", "Organization": "o"})

    assert found == [reference]


@pytest.mark.parametrize(
    "path",
    [
        "/mdes/csapi/v2/systemstatus",
        "/mdes/csapi/static/v2/systemstatus",
        "/mdes/csapi/mtf/v2/systemstatus",
        "/mdes/csapi/itf/v2/systemstatus",
        "/mtf/mdes/csapi/v2/systemstatus",
    ],
)
async def test_every_context_is_answered(mdes: Caller, path: str) -> None:
    answer = await mdes.get(f"{path}?Format=JSON")

    assert (answer.status, list(answer.body)) == (200, ["SystemStatusResponse"])


async def test_members_that_are_not_known_are_remarked_on(mdes: Caller, desk: Desk, behind: Observer) -> None:
    reference = await tokenized(mdes)

    await desk.about("token/comments", reference, CompactResponse="true")

    assert behind.causes == ["unknown_field"]


class TestStrict:
    """The settings may say that unknown members are refused."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, mdes_unknown_fields="refuse")

    async def test_members_that_are_not_known_are_refused(self, desk: Desk) -> None:
        refused = await desk.refused("token/comments", ENDING, Colour="blue")

        assert refused == (400, "INVALID_REQUEST", "TokenCommentsRequest.Colour")
