"""What is encrypted to the issuer is opened and read, or refused in the words of MDES."""

import json

import pytest

from emulator.issuer_app.errors import NoticeRefused
from emulator.issuer_app.mdes.keys import load_keys
from emulator.issuer_app.mdes.opening import opened
from emulator.issuer_app.mdes.schemas import CardToAuthorize, FundingAccount

from ..conftest import NOON, PAN
from ..stand_in import KEYS, public_key, sealed

CARD = {"cardAccountData": {"accountNumber": PAN, "expiryMonth": "11", "expiryYear": "29"}}


def account(plain: bytes, key: str = "issuer") -> FundingAccount:
    return FundingAccount.model_validate({"encryptedPayload": sealed(plain, public_key(key))})


def read(told: FundingAccount) -> CardToAuthorize:
    return opened(told, load_keys(KEYS).notice_opening, plain=CardToAuthorize, now=NOON)


def test_the_card_is_read() -> None:
    assert read(account(json.dumps(CARD).encode())).cardAccountData.accountNumber == PAN


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (account(json.dumps(CARD).encode(), key="request"), "CRYPTOGRAPHY_ERROR"),
        (account(b"{}"), "MISSING_REQUIRED_FIELD"),
        (account(b"[]"), "INVALID_FIELD_FORMAT"),
        (account(json.dumps({**CARD, "dataValidUntilTimestamp": "2026-11-24T11:59:59Z"}).encode()), "INVALID_FIELD_VALUE"),
    ],
)
def test_what_cannot_be_read_is_refused(told: FundingAccount, code: str) -> None:
    with pytest.raises(NoticeRefused) as refused:
        read(told)

    assert refused.value.code == code
    assert PAN not in str(refused.value)
