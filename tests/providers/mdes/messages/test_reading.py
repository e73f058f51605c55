"""Bodies of every kind, and what the journal shows of them."""

import json

import pytest

from tests.providers.mdes.caller import DIGITIZATION, Caller, FrontDoor, codes
from tests.providers.observer import Observer

TOKENIZE = f"{DIGITIZATION}/tokenize"
BODIES = {
    "nothing": b"",
    "not json": b"{",
    "a list": b"[]",
    "a text": b'"x"',
    "null": b"null",
    "not utf-8": b'{"requestId": "\xff"}',
    "a lone surrogate": b'{"requestId": "\\ud800"}',
    "a nul": b'{"requestId": "\\u0000"}',
    "a huge number": b'{"requestId": 123456789012345678901234567890}',
    "deep nesting": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_a_body_that_is_no_keepable_json_object_is_refused(mdes: Caller, body: bytes) -> None:
    answer = await mdes.send("POST", TOKENIZE, body)

    assert (answer.status, codes(answer), answer.body["supportsAuthentication"]) == (200, ["INVALID_JSON"], False)


@pytest.mark.parametrize("plain", ['"\\"text\\""', "[1, 2]", "null", "12", '{"cardAccountData": {"accountNumber": 5}}'])
async def test_an_encrypted_part_that_is_no_account_is_refused(mdes: Caller, plain: str) -> None:
    info = {"encryptedPayload": {"encryptedData": json.loads(plain)}}

    answer = await mdes.tokenize(fundingAccountInfo=info)

    assert answer.status == 200
    assert {code[:14] for code in codes(answer)} <= {"INVALID_FIELD_", "MISSING_REQUIR"}


async def test_an_encrypted_part_is_refused_once_its_end_has_passed(mdes: Caller) -> None:
    late = {"encryptedPayload": {"encryptedData": {"source": "ACCOUNT_ON_FILE", "dataValidUntilTimestamp": "2020-01-01T00:00:00Z"}}}

    answer = await mdes.tokenize(fundingAccountInfo=late)

    assert (codes(answer), answer.body["errorDescription"]) == (
        ["INVALID_FIELD_VALUE"],
        "Invalid Field Value - dataValidUntilTimestamp",
    )


@pytest.mark.parametrize("value", ["text", 1, [], {"encryptedPayload": "text"}, {"encryptedPayload": []}, {"encryptedPayload": {}}])
async def test_an_encrypted_member_of_another_type_is_refused(mdes: Caller, value: object) -> None:
    message = {**mdes.tokenize_message(), "fundingAccountInfo": value}

    answer = await mdes.send("POST", TOKENIZE, json.dumps(message).encode())

    assert (answer.status, set(codes(answer)) <= {"INVALID_FIELD_FORMAT", "MISSING_REQUIRED_FIELD"}) == (200, True)


async def test_the_journal_keeps_both_messages_opened(mdes: Caller, behind: Observer) -> None:
    await mdes.tokenize()

    exchange = behind.exchange
    request, answer = json.loads(exchange.opened_request), json.loads(exchange.opened_response)
    card = request["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]["cardAccountData"]
    assert card["accountNumber"] == "5123456789012345"
    assert len(answer["tokenDetail"]["encryptedData"]["tokenNumber"]) == 16
    assert exchange.findings == []


async def test_an_answer_to_an_unreadable_request_still_repeats_its_id(mdes: Caller) -> None:
    message = {**mdes.sealed(mdes.tokenize_message()), "requestId": "mine"}
    message["fundingAccountInfo"]["encryptedPayload"]["encryptedKey"] = "00" * 256

    answer = await mdes.send("POST", TOKENIZE, json.dumps(message).encode())

    assert (codes(answer), answer.body["responseId"]) == (["CRYPTOGRAPHY_ERROR"], "mine")


@pytest.mark.parametrize("sent", [None, "", "x" * 65, 5])
async def test_an_id_that_cannot_be_repeated_is_left_out(mdes: Caller, sent: object) -> None:
    body = json.dumps({"requestId": sent, "tokenUniqueReference": "D" * 48}).encode()

    answer = await mdes.send("POST", f"{DIGITIZATION}/getToken", body)

    assert answer.status == 200
    assert "responseId" not in answer.body


async def test_a_host_that_does_not_fit_is_not_repeated(client: FrontDoor, mdes: Caller) -> None:
    name = "a" * 70 + ".example"
    body = json.dumps(mdes.sealed(mdes.tokenize_message())).encode()
    header = mdes.authorization(f"http://{name}{TOKENIZE}", "POST", body)
    sent = {"Authorization": header, "Host": name, "Content-Type": "application/json"}

    async with client.post(TOKENIZE, data=body, headers=sent) as answer:
        told = await answer.json()

    assert told["decision"] == "APPROVED"
    assert "responseHost" not in told
