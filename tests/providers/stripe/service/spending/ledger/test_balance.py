"""Balances and their entries."""

from typing import Any

import pytest

from emulator.config import Settings
from tests.providers.stripe.service.spending.conftest import Money, Pay


@pytest.mark.exercises("stripe.retrieve_balance")
async def test_an_account_begins_with_money_to_spend(v1: Any) -> None:
    balance = await v1.balance.retrieve_async()

    assert {funds.currency: funds.amount for funds in balance.issuing.available} == {"eur": 1_000_000, "gbp": 1_000_000, "usd": 1_000_000}
    assert (balance.available[0].amount, balance.pending[0].amount) == (0, 0)


@pytest.mark.exercises("stripe.list_balance_transactions", "stripe.retrieve_balance_transaction")
async def test_the_entries_of_a_purchase_are_found_by_their_source(v1: Any, pay: Pay) -> None:
    purchase = await pay(2_350)

    (entry,) = (await v1.balance_transactions.list_async({"source": purchase.id})).data
    read = await v1.balance_transactions.retrieve_async(entry.id, {"expand": ["source"]})

    assert (entry.amount, entry.net, entry.type, entry.balance_type) == (-2_350, -2_350, "issuing_authorization_hold", "issuing")
    assert read.source.id == purchase.id


@pytest.mark.parametrize(("wanted", "found"), [({"type": "issuing_transaction"}, 1), ({"currency": "eur"}, 0), ({"payout": "po_1"}, 0)])
async def test_entries_are_filtered(v1: Any, helpers: Any, card: Any, wanted: dict[str, str], found: int) -> None:
    await helpers.transactions.create_force_capture_async({"card": card.id, "amount": 100})

    entries = await v1.balance_transactions.list_async(wanted)

    assert len(entries.data) == found


class TestWithoutMoney:
    """An account that has to be funded first, as at Stripe."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, stripe_opening_balance=0)

    async def test_an_account_can_begin_with_nothing(self, pay: Pay, money: Money, v1: Any) -> None:
        before = await pay(100)
        await v1.topups.create_async({"amount": 100, "currency": "usd", "destination_balance": "issuing"})
        after = await pay(100)

        assert (before.request_history[0].reason, after.approved, await money()) == ("insufficient_funds", True, 0)
