"""How a notice travels: sealed anew at every attempt, tried again, and taken only when the issuer says so."""

import json
from dataclasses import replace

import pytest

from emulator.core.context import House
from emulator.core.message import Request
from emulator.domain.errors import UnknownToken
from emulator.domain.parties import Issuer
from emulator.providers.mdes.issuer import API
from tests.providers.mdes.bank import opened_message

NOTICE = API.notices[0]
ACTIVATED = API.notices[1]
BODY = json.dumps(
    {
        "requestId": "n-1",
        "reasonCode": "STATUS_UPDATE",
        "tokens": [
            {
                "tokenUniqueReference": "D" * 48,
                "status": "ACTIVE",
                "fundingAccountInfo": {"encryptedPayload": {"encryptedData": {"tokenData": {"token": "5480981500100002"}}}},
            }
        ],
    }
).encode()
BANK = Issuer("bank", "Bank", (), "https://bank.example", "demo:mdes/issuer")


def test_a_notice_is_encrypted_to_the_issuer_anew_at_every_attempt(house: House) -> None:
    attempts = [
        API.wire.prepare_notice(house.context(house.home, cause=f"attempt {number}"), NOTICE, BANK, url="https://x", body=BODY)
        for number in (1, 2)
    ]

    first, second = (json.loads(attempt.body)["tokens"][0] for attempt in attempts)
    assert b"5480981500100002" not in attempts[0].body
    assert first["fundingAccountInfo"] != second["fundingAccountInfo"]
    assert opened_message(first)["fundingAccountInfo"]["encryptedPayload"]["encryptedData"] == {"tokenData": {"token": "5480981500100002"}}
    assert (attempts[0].method, attempts[0].url, attempts[0].headers["Content-Type"], attempts[0].opened) == (
        "POST",
        "https://x",
        "application/json",
        BODY,
    )


def test_an_issuer_without_a_certificate_gets_nothing_that_would_need_one(house: House) -> None:
    bare = replace(BANK, encryption_certificate=None)

    attempt = API.wire.prepare_notice(house.context(house.home, cause="attempt"), NOTICE, bare, url="https://x", body=BODY)

    assert json.loads(attempt.body)["tokens"] == [{"tokenUniqueReference": "D" * 48, "status": "ACTIVE"}]


def test_an_issuer_without_a_certificate_hears_of_an_activation_without_the_account(house: House) -> None:
    bare = replace(BANK, encryption_certificate=None)
    body = b'{"requestId": "n-1", "fundingAccountInfo": {"encryptedPayload": {"encryptedData": {}}}}'

    attempt = API.wire.prepare_notice(house.context(house.home, cause="attempt"), ACTIVATED, bare, url="https://x", body=body)

    assert json.loads(attempt.body) == {"requestId": "n-1"}


def test_an_issuer_that_reads_jwes_gets_jwes(house: House) -> None:
    bank = replace(BANK, encryption="jwe")

    attempt = API.wire.prepare_notice(house.context(house.home, cause="attempt"), NOTICE, bank, url="https://x", body=BODY)

    (token,) = opened_message(json.loads(attempt.body))["tokens"]
    assert b"encryptedKey" not in attempt.body
    assert token["fundingAccountInfo"]["encryptedPayload"]["encryptedData"] == {"tokenData": {"token": "5480981500100002"}}


@pytest.mark.parametrize(
    ("status", "body", "taken"),
    [
        (200, b'{"responseId": "n-1"}', True),
        (204, b"", True),
        (200, b'{"responseId": "n-1", "errorCode": "CRYPTOGRAPHY_ERROR"}', False),
        (302, b"", False),
        (500, b"", False),
    ],
)
def test_a_notice_is_taken_when_the_issuer_reports_no_error(*, status: int, body: bytes, taken: bool) -> None:
    assert API.wire.delivered(status, body) is taken


def test_a_notice_is_tried_again_after_one_ten_and_sixty_seconds() -> None:
    assert API.wire.retries == (1, 10, 60)


def test_whoever_calls_this_api_is_at_the_wrong_address(house: House) -> None:
    request = Request("POST", "http://x/issuerServices", "/issuerServices", "", {}, b"")

    response = API.wire.render(house.context(house.home), request, UnknownToken("x"))

    assert (API.wire.claim(request), response.status) == (None, 404)


def test_every_row_says_where_its_facts_are_published() -> None:
    assert all(
        source.startswith("https://developer.mastercard.com/")
        for source in [*(row.source for row in API.notices), *(row.source for row in API.questions)]
    )
