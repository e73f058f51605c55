"""Payments are written down in the words of Customer Service."""

from dataclasses import replace
from datetime import timedelta

from emulator.core.context import House
from emulator.domain.tokens import Token
from emulator.domain.worlds import Clock
from emulator.providers.mdes.records import transactions
from tests.storage.samples import a_token


async def pay(house: House, token: Token, *, days: int) -> None:
    """Pay with a token so many days from now."""
    ctx = house.context(replace(house.home, clock=Clock().advanced(timedelta(days=days))))
    await house.unit(ctx, lambda unit: transactions.write(ctx, unit, token, merchant="Shop"))


async def test_payments_are_shown_from_a_moment_on_oldest_first(house: House) -> None:
    token = a_token()
    for atc, days in ((1, 0), (2, 40), (3, 41)):
        await pay(house, replace(token, atc=atc), days=days)
    since = house.context(house.home).now + timedelta(days=30)

    found = await house.store.read("default", lambda unit: transactions.of_token(unit, token.reference, since=since))

    assert [set(body) >= {"CurrencyCode", "TransactionAmount", "TransactionStatusCode", "POSEntryMode"} for body in found] == [True, True]
    assert found[0]["TransactionDateTime"] < found[1]["TransactionDateTime"]
    assert all("token" not in body and body["MerchantName"] == "Shop" for body in found)
