"""Payments as they are kept."""

from emulator.core.context import House
from emulator.providers.vts.records import payments
from emulator.providers.vts.records.payments import Payment
from tests.providers.vts.caller import Caller


async def test_every_cryptogram_that_was_given_out_is_written_down(visa: Caller, house: House) -> None:
    token = await visa.token()
    answers = [(await visa.pay(token)).body for _ in range(2)]

    kept: list[Payment] = await house.store.read("default", lambda unit: payments.of_token(unit, token))

    assert [(one.id, one.cryptogram) for one in kept] == [
        (answer["vPaymentDataID"], answer["cryptogramInfo"]["cryptogram"]) for answer in answers
    ]
    assert [one.atc for one in kept] == [1, 2]
