"""Receipts: once, in time, and for one requestor."""

from datetime import timedelta

import pytest

from emulator.core.context import House
from emulator.domain.cards import Product
from emulator.providers.mdes.records import receipts
from tests.providers.mdes.caller import MERCHANT, WALLET, Caller, codes
from tests.providers.observer import Observer


@pytest.mark.parametrize(("asked", "waited", "good"), [(5, 4.9, True), (5, 5.1, False), (15, 14.9, True), (15, 15.1, False)])
async def test_a_receipt_is_good_for_as_long_as_asked(mdes: Caller, behind: Observer, *, asked: int, waited: float, good: bool) -> None:
    pushed = await mdes.push("5123456789012345", pushAccountReceiptsValidityPeriod=asked)
    info = {"pushAccountReceipt": pushed.body["pushAccountReceipts"][0]["pushAccountReceipt"]}
    await behind.advance(timedelta(minutes=waited))

    answer = await mdes.tokenize(fundingAccountInfo=info, tokenRequestorId=WALLET)

    assert (answer.body.get("decision") == "APPROVED") is good
    assert good or codes(answer) == ["INVALID_FIELD_VALUE"]


async def test_a_receipt_is_good_for_fifteen_minutes_when_nothing_is_asked(mdes: Caller, behind: Observer) -> None:
    info = {"pushAccountReceipt": await mdes.receipt()}
    await behind.advance(timedelta(minutes=15, seconds=5))

    answer = await mdes.tokenize(fundingAccountInfo=info, tokenRequestorId=WALLET)

    assert codes(answer) == ["INVALID_FIELD_VALUE"]


async def test_a_receipt_is_good_for_its_requestor_alone(mdes: Caller) -> None:
    info = {"pushAccountReceipt": await mdes.receipt()}

    foreign = await mdes.tokenize(fundingAccountInfo=info, tokenRequestorId=MERCHANT)
    own = await mdes.tokenize(fundingAccountInfo=info, tokenRequestorId=WALLET)

    assert (codes(foreign), own.body["decision"]) == (["INVALID_FIELD_VALUE"], "APPROVED")


async def test_a_used_receipt_has_forgotten_the_holder(mdes: Caller, house: House) -> None:
    receipt = await mdes.receipt()
    await mdes.tokenize(fundingAccountInfo={"pushAccountReceipt": receipt}, tokenRequestorId=WALLET)

    kept = await house.store.read("default", lambda unit: unit.documents.get(receipts.KIND, receipt))

    assert kept is not None
    assert (kept["used"], kept["holder"]) == (True, {})


def test_each_product_has_its_prefix() -> None:
    assert {product: receipts.PREFIXES[product] for product in Product} == {"CREDIT": "MCC", "DEBIT": "DMC", "PREPAID": "DMC"}
