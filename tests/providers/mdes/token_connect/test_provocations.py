"""What the documentation promises of each reason code is true: each is met, by the official libraries, in the way that is told."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import pytest

from emulator.config import Settings
from emulator.providers.mdes.token_connect import API
from tests.providers.mdes.caller import CONNECT, SAMPLE_MERCHANT, WALLET, Answer, Caller, account, codes, fle

Way = Callable[[Caller], Awaitable[Answer]]
PAN: Final = "5123456789012345"


def push(plain: Any, requestor: str = WALLET) -> Way:
    """Push one account as the official library encrypts it."""
    message = {"requestId": "p-1", "tokenRequestorId": requestor, "pushFundingAccount": {"encryptedPayload": {"encryptedData": plain}}}
    return lambda mdes: mdes.post(f"{CONNECT}/pushAccount", message)


def ask(*ranges: str, **more: Any) -> Way:
    """Ask who takes the cards of some ranges."""
    return lambda mdes: mdes.post(f"{CONNECT}/getEligibleTokenRequestors", {"requestId": "e-1", "accountRanges": list(ranges), **more})


async def twice(mdes: Caller) -> Answer:
    accounts = [{"pushAccountId": "CA-1", "fundingAccountData": account(PAN)}] * 2
    return await mdes.push(PAN, pushFundingAccounts={"encryptedPayload": {"encryptedData": accounts}})


async def no_requestor(mdes: Caller) -> Answer:
    return await mdes.post(f"{CONNECT}/pushAccount", {"requestId": "p-1"})


async def foreign_certificate(mdes: Caller) -> Answer:
    mdes.sealing = fle(certificate="issuer")
    return await mdes.push(PAN)


async def out_of_order(mdes: Caller) -> Answer:
    await mdes.arm(api="mdes.token_connect", error="Unavailable")
    return await mdes.push(PAN)


OVER: Final = {"cardAccountData": {"accountNumber": PAN, "expiryMonth": "01", "expiryYear": "20"}}

WAYS: Final[list[tuple[str, Way]]] = [
    ("ACCOUNT_INELIGIBLE", push(account("4111111111111111"))),
    ("ACCOUNT_INELIGIBLE", ask("5123456789")),
    ("AUTHORIZATION_FAILED", push(account(PAN), "50999999999")),
    ("AUTHORIZATION_FAILED", push(account(PAN), SAMPLE_MERCHANT)),
    ("MISSING_REQUIRED_FIELD", no_requestor),
    ("INVALID_FIELD_FORMAT", ask("51000000AB")),
    ("INVALID_FIELD_LENGTH", ask("51000000")),
    ("INVALID_FIELD_VALUE", twice),
    ("INVALID_FIELD_VALUE", push(OVER)),
    ("INVALID_JSON", lambda mdes: mdes.send("POST", f"{CONNECT}/pushAccount", b"[]")),
    ("CRYPTOGRAPHY_ERROR", foreign_certificate),
    ("INTERNAL_SERVICE_FAILURE", out_of_order),
]


@pytest.mark.parametrize(("code", "way"), WAYS, ids=[code for code, _ in WAYS])
async def test_a_reason_is_met_as_is_told(mdes: Caller, code: str, way: Way) -> None:
    answer = await way(mdes)

    assert codes(answer)[0] == code
    assert answer.status == (500 if code == "INTERNAL_SERVICE_FAILURE" else 200)


class TestStrictness:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, mdes_unknown_fields="refuse")

    async def test_an_unknown_member_is_met_as_is_told(self, mdes: Caller) -> None:
        assert codes(await ask("5100000000", accountRange="x")(mdes)) == ["UNRECOGNIZED_FIELD"]


def test_every_promise_is_kept_and_none_is_forgotten() -> None:
    assert {row.code for row in API.provocations} == {code for code, _ in WAYS} | {"UNRECOGNIZED_FIELD"}
