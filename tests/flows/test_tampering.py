"""Whatever is broken on the way is refused in MDES's own form, and the cause is named where the answer points."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.flows.customer import TIMEOUT, Customer

Message = dict[str, Any]
PAN = "5123456789012345"


def flipped(digits: str) -> str:
    """Hex digits with the last one changed."""
    return digits[:-1] + ("0" if digits[-1] != "0" else "1")


def payload_of(body: Message) -> Message:
    sealed: Message = body["fundingAccountInfo"]["encryptedPayload"]
    return sealed


def foreign_fingerprint(body: Message) -> None:
    payload_of(body)["publicKeyFingerprint"] = "ab" * 32


def broken_key(body: Message) -> None:
    payload_of(body)["encryptedKey"] = flipped(payload_of(body)["encryptedKey"])


def cut_ciphertext(body: Message) -> None:
    payload_of(body)["encryptedData"] = payload_of(body)["encryptedData"][:-2]


def other_digest(body: Message) -> None:
    payload_of(body)["oaepHashingAlgorithm"] = "SHA256"


@pytest.mark.parametrize(
    ("tamper", "cause"),
    [
        (foreign_fingerprint, "unknown_fingerprint"),
        (broken_key, None),
        (cut_ciphertext, "ciphertext_not_block_multiple"),
        (other_digest, "oaep_hash_mismatch"),
    ],
)
def test_a_tampered_payload_is_a_cryptography_error_with_its_cause(
    customer: Customer, tamper: Callable[[Message], None], cause: str | None
) -> None:
    body = customer.sealed_order(PAN)
    tamper(body)

    answer = customer.post("tokenize", body)

    told = answer.json()
    assert (answer.status_code, told["errorCode"], told["supportsAuthentication"]) == (200, "CRYPTOGRAPHY_ERROR", False)
    assert told["errors"][0] == {"source": "INPUT", "reasonCode": "CRYPTOGRAPHY_ERROR", "description": "Cryptography Error"}
    finding = customer.explanation(answer)
    assert finding["check"] == "encryption"
    assert finding["fix"]
    if cause:
        assert finding["cause"] == cause


def signed(customer: Customer, body: bytes) -> requests.PreparedRequest:
    """A rightly signed request, for somebody to change on its way."""
    url = f"{customer.url}/mdes/digitization/1/0/getToken"
    headers = {"Content-Type": "application/json"}
    return customer.session.prepare_request(requests.Request("POST", url, data=body, headers=headers, auth=customer.auth))


BODY = json.dumps({"requestId": "123456", "tokenUniqueReference": "D" * 48}).encode()


def change_body(request: requests.PreparedRequest) -> None:
    request.body = BODY.replace(b"123456", b"654321")


def change_signature(request: requests.PreparedRequest) -> None:
    header = str(request.headers["Authorization"])
    start = header.index('oauth_signature="') + len('oauth_signature="')
    swapped = "A" if header[start] != "A" else "B"
    request.headers["Authorization"] = header[:start] + swapped + header[start + 1 :]


def change_query(request: requests.PreparedRequest) -> None:
    request.url = f"{request.url}?Format=JSON"


def forget_header(request: requests.PreparedRequest) -> None:
    del request.headers["Authorization"]


def another_client(request: requests.PreparedRequest) -> None:
    request.headers["Authorization"] = str(request.headers["Authorization"]).replace("tspemulatordemo0", "tspemulatordemo1")


@pytest.mark.one_process("the journal is that of one worker")
@pytest.mark.parametrize(
    ("change", "status", "reason", "check"),
    [
        (change_body, 400, "INVALID_BODY_HASH", "body_hash"),
        (change_signature, 401, "AUTHENTICATION_FAILED", "signature"),
        (change_query, 401, "AUTHENTICATION_FAILED", "signature"),
        (another_client, 401, "INVALID_CLIENT_ID", None),
        (forget_header, None, None, None),
    ],
)
def test_a_tampered_request_is_refused_by_the_gateway_with_both_sides_shown(
    customer: Customer,
    change: Callable[[requests.PreparedRequest], None],
    status: int | None,
    reason: str | None,
    check: str | None,
) -> None:
    request = signed(customer, BODY)
    change(request)
    request.headers["Content-Length"] = str(len(request.body or b""))

    answer = customer.session.send(request, timeout=TIMEOUT)

    error = answer.json()["Errors"]["Error"][0]
    assert error["Source"] == "Gateway"
    assert error["Recoverable"] is False
    assert answer.status_code in ({status} if status else {400, 401})
    finding = customer.explanation(answer)
    assert finding["cause"]
    assert finding["message"]
    assert finding["fix"]
    if reason:
        assert error["ReasonCode"] == reason
    if check:
        assert finding["check"] == check
        assert finding["expected"] != finding["got"]


def test_the_untouched_request_is_let_in(customer: Customer) -> None:
    answer = customer.session.send(signed(customer, BODY), timeout=TIMEOUT)

    assert answer.json()["errorCode"] == "INVALID_TOKEN_UNIQUE_REFERENCE"
