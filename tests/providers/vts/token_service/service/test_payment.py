"""The cryptogram of one payment: only an active token has one, and none is given twice."""

import base64

import pytest

from tests.providers.vts.caller import YELLOW, Caller
from tests.providers.vts.conftest import Observer


@pytest.mark.exercises("vts.token_service.get_payment_data")
async def test_a_payment_gets_token_number_and_cryptogram(visa: Caller, behind: Observer) -> None:
    made = (await visa.provision()).body

    answer = await visa.pay(made["vProvisionedTokenID"])

    number = visa.opened(answer.body["tokenInfo"]["encTokenInfo"])["token"]
    assert answer.status == 200
    assert number == visa.opened(made["tokenInfo"]["encTokenInfo"])["token"]
    assert answer.body["tokenInfo"]["expirationDate"] == made["tokenInfo"]["expirationDate"]
    assert answer.body["paymentInstrument"]["paymentType"] == {"cardBrand": "VISA"}
    assert len(base64.b64decode(answer.body["cryptogramInfo"]["cryptogram"], validate=True)) == 20
    assert (await behind.token(made["vProvisionedTokenID"])).atc == 1


async def test_every_payment_has_a_cryptogram_of_its_own(visa: Caller, behind: Observer) -> None:
    token = await visa.token()

    answers = [(await visa.pay(token)).body for _ in range(3)]

    assert len({answer["cryptogramInfo"]["cryptogram"] for answer in answers}) == 3
    assert len({answer["vPaymentDataID"] for answer in answers}) == 3
    assert (await behind.token(token)).atc == 3


@pytest.mark.parametrize("state", ["INACTIVE", "SUSPENDED", "DELETED"])
async def test_a_token_that_is_not_active_does_not_pay(visa: Caller, state: str) -> None:
    token = await visa.token(*[YELLOW] if state == "INACTIVE" else [])
    if state != "INACTIVE":
        await visa.change(token, {"SUSPENDED": "suspend", "DELETED": "delete"}[state])

    answer = await visa.pay(token)

    assert (answer.status, answer.reason) == (409, "notAllowed")
