"""Whole messages encrypted both ways: with the content encryption of the request, refusals too, the gateway's alone in clear."""

import json
import time

import pytest

from tests.providers.vts.agentic.platform import CARDS, KEY_ID, Platform, enveloped, instruction, opened
from tests.providers.vts.caller import Caller, token_for
from tests.providers.vts.conftest import Observer


@pytest.fixture
def platform(visa: Caller) -> Platform:
    return Platform(visa)


@pytest.mark.parametrize("enc", ["A128GCM", "A256GCM"])
async def test_an_answer_is_encrypted_to_the_client_as_its_request_was(visa: Caller, platform: Platform, enc: str) -> None:
    token = await platform.enrolled()
    body = enveloped(instruction(token), enc=enc)

    answer = await visa.send("POST", "/vacp/v1/instructions", body, headers={"keyId": KEY_ID})

    header, told = opened(answer.body)
    assert (answer.status, list(answer.body), told["status"]) == (200, ["encData"], "ACTIVE")
    assert (header["alg"], header["enc"], header["kid"]) == ("RSA-OAEP-256", enc, KEY_ID)
    assert header["iat"] > 1_700_000_000_000


async def test_a_refusal_travels_in_the_same_envelope(visa: Caller, platform: Platform) -> None:
    answer = await visa.send("POST", CARDS, enveloped({"clientReferenceId": "r-1"}), headers={"keyId": KEY_ID})

    _, told = opened(answer.body)
    assert (answer.status, list(answer.body)) == (400, ["encData"])
    assert told["errorResponse"]["reason"] == "invalidParameter"
    assert [detail["location"] for detail in told["errorResponse"]["details"]] == ["consumer", "enrollmentReferenceData"]


async def test_the_gateway_answers_in_clear(visa: Caller, platform: Platform) -> None:
    visa.secret = "wrong"

    answer = await visa.send("POST", CARDS, enveloped({}), headers={"keyId": KEY_ID})

    assert (answer.status, answer.code) == (401, "9159")


async def test_whoever_signs_before_encrypting_is_told_so(visa: Caller, behind: Observer) -> None:
    plain = {"clientReferenceId": "r-1"}
    at = int(time.time())
    token = token_for(CARDS, f"apiKey={visa.api_key}", json.dumps(plain).encode(), secret=visa.secret, at=at)

    answer = await visa.send("POST", CARDS, enveloped(plain), token=token, headers={"keyId": KEY_ID})

    assert (answer.code, behind.causes) == ("9159", ["body_signed_before_encryption"])


@pytest.mark.parametrize(
    ("body", "headers", "cause"),
    [
        (enveloped({}), {}, "keyId_header_missing"),
        (enveloped({}), {"keyId": "somebody-else"}, "unknown_key_id"),
        (b"{}", {"keyId": KEY_ID}, "encData_missing"),
        (enveloped({}, kid="another"), {"keyId": KEY_ID}, "keyid_header_differs_from_kid"),
        (enveloped({}, to="client.crt"), {"keyId": KEY_ID}, "encrypted_with_client_certificate"),
        (enveloped([1]), {"keyId": KEY_ID}, "not_an_object"),
    ],
)
async def test_an_envelope_that_does_not_open_says_why(
    visa: Caller, behind: Observer, *, body: bytes, headers: dict[str, str], cause: str
) -> None:
    answer = await visa.send("POST", CARDS, body, headers=headers)

    assert (answer.status, behind.causes) == (400, [cause])
    assert ("encData" in answer.body) is (headers.get("keyId") == KEY_ID)


async def test_seconds_in_place_of_milliseconds_are_remarked_on(platform: Platform, behind: Observer) -> None:
    token = await platform.enrolled()

    answer = await platform.call("/vacp/v1/instructions", instruction(token), iat=1_700_000_000)

    assert (answer.status, [finding.severity for finding in behind.exchange.findings]) == (200, ["tolerated"])


async def test_the_journal_shows_what_was_inside(platform: Platform, behind: Observer) -> None:
    await platform.instruct(await platform.enrolled(), "Buy me boots")

    opened_request, opened_response = behind.exchange.opened_request, behind.exchange.opened_response

    assert json.loads(opened_request)["consumerPrompt"] == "Buy me boots"
    assert json.loads(opened_response)["status"] == "ACTIVE"
