"""What MDES tells the issuer: opened, checked, and told from what it told before."""

import json
from typing import Any

import pytest

from emulator.issuer_app.errors import NoticeRefused
from emulator.issuer_app.mdes.keys import load_keys
from emulator.issuer_app.mdes.notices import digest_of, open_notice
from emulator.issuer_app.mdes.schemas import NotifyTokenUpdated
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import TokenNews

from ..conftest import NOON, PAN
from ..stand_in import KEYS, notice, public_key, sealed

TUR = "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"
PLAIN = {"tokenData": {"token": "5480981500100002"}, "cardAccountData": {"accountNumber": PAN}}


def news_of(message: dict[str, Any]) -> list[TokenNews]:
    return open_notice(NotifyTokenUpdated.model_validate(message), load_keys(KEYS).notice_opening, NOON)


def with_plain(plain: bytes) -> dict[str, Any]:
    """A notice whose encrypted part says something of the test's own."""
    return notice(TUR, fundingAccountInfo={"encryptedPayload": sealed(plain, public_key("issuer"))})


def test_a_notice_says_token_status_and_card() -> None:
    (news,) = news_of(notice(TUR, "SUSPENDED", pan=PAN, suspendedBy=["TOKEN_REQUESTOR", "CARDHOLDER", "CARDHOLDER"]))

    assert news == TokenNews(
        provider="mdes",
        reference=TUR,
        status="SUSPENDED",
        suspended_by=("CARDHOLDER", "TOKEN_REQUESTOR"),
        expiry="1228",
        last4="0002",
        pan=Pan(PAN),
        reason_code="STATUS_UPDATE",
    )
    assert PAN not in repr(news)


def test_a_notice_may_leave_the_account_out() -> None:
    (news,) = news_of(notice(TUR, "DEACTIVATED"))

    assert (news.status, news.pan, news.last4, news.expiry) == ("DEACTIVATED", None, None, None)


def test_the_readable_expiry_counts_before_the_encrypted_one() -> None:
    (news,) = news_of(notice(TUR, pan=PAN, tokenExpiry="0130"))

    assert news.expiry == "0130"


def test_a_redelivered_notice_has_the_same_digest() -> None:
    first, second = notice(TUR, pan=PAN), notice(TUR, pan=PAN)

    assert first != second
    assert digest_of(NotifyTokenUpdated.model_validate(first)) == digest_of(NotifyTokenUpdated.model_validate(second))


@pytest.mark.parametrize(
    "other", [notice(TUR, "SUSPENDED"), notice(TUR, request_id="n-2"), notice(TUR[:-1] + "6"), notice(TUR, tokenExpiry="0130")]
)
def test_another_notice_has_another_digest(other: dict[str, Any]) -> None:
    assert digest_of(NotifyTokenUpdated.model_validate(other)) != digest_of(NotifyTokenUpdated.model_validate(notice(TUR)))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("encryptedData", "00" * 16),
        ("encryptedData", "00" * 15),
        ("encryptedKey", "00" * 256),
        ("encryptedKey", "00"),
        ("iv", None),
        ("iv", "00" * 16),
        ("oaepHashingAlgorithm", "SHA256"),
        ("oaepHashingAlgorithm", "MD5"),
        ("oaepHashingAlgorithm", None),
    ],
)
def test_what_does_not_open_is_a_cryptography_error(field: str, value: str | None) -> None:
    message = notice(TUR, pan=PAN)
    payload = message["tokens"][0]["fundingAccountInfo"]["encryptedPayload"]
    payload[field] = value

    with pytest.raises(NoticeRefused) as refusal:
        news_of(message)

    assert (refusal.value.code, str(refusal.value)) == ("CRYPTOGRAPHY_ERROR", "Cryptography Error")


@pytest.mark.parametrize(
    ("plain", "code", "text"),
    [
        (
            {**PLAIN, "dataValidUntilTimestamp": "2026-11-24T11:59:59Z"},
            "INVALID_FIELD_VALUE",
            "Invalid Field Value - dataValidUntilTimestamp",
        ),
        ({"cardAccountData": {"accountNumber": PAN}}, "MISSING_REQUIRED_FIELD", "Missing Required Field - tokenData"),
        ({**PLAIN, "cardAccountData": {"accountNumber": "12"}}, "INVALID_FIELD_FORMAT", "Invalid Field Format - accountNumber"),
        ("text", "INVALID_FIELD_FORMAT", "Invalid Field Format"),
    ],
)
def test_what_opens_and_is_not_right_is_named(plain: Any, code: str, text: str) -> None:
    with pytest.raises(NoticeRefused) as refusal:
        news_of(with_plain(json.dumps(plain).encode()))

    assert (refusal.value.code, str(refusal.value)) == (code, text)


def test_a_validity_that_has_not_passed_is_fine() -> None:
    (news,) = news_of(with_plain(json.dumps({**PLAIN, "dataValidUntilTimestamp": "2026-11-24T12:30:00Z"}).encode()))

    assert news.pan == Pan(PAN)


def test_a_status_update_needs_a_status() -> None:
    with pytest.raises(NoticeRefused, match="Missing Required Field - status"):
        news_of(notice(TUR, None))


@pytest.mark.parametrize("reason", ["REDIGITIZATION_COMPLETE", "AUTHENTICATION_PERFORMED", "A_REASON_OF_TOMORROW"])
def test_other_reasons_need_none(reason: str) -> None:
    (news,) = news_of({**notice(TUR, None), "reasonCode": reason})

    assert (news.status, news.reason_code) == (None, reason)
