"""The ledger adds up at every moment, whatever merchants, cardholders and networks do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
import stripe
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator import bootstrap
from emulator.config import Settings
from tests.conftest import HouseServer
from tests.providers.stripe.sdk import ADA, sdk_at

OPENING: Final = 5_000

# Written down from docs.stripe.com/issuing/purchases/authorizations: what can become of an authorization.
LEGAL: Final = {
    ("pending", "pending"),
    ("pending", "closed"),
    ("pending", "reversed"),
    ("pending", "expired"),
    ("expired", "closed"),
    ("expired", "expired"),
    ("closed", "closed"),
    ("reversed", "reversed"),
}
CREDITED: Final = ("submitted", "won")


@dataclass
class Shop:
    """One account in front of the SDK, and what has happened on it."""

    v1: Any
    card: str = ""
    authorizations: dict[str, str] = field(default_factory=dict)
    disputes: list[str] = field(default_factory=list)

    @property
    def helpers(self) -> Any:
        return self.v1.test_helpers.issuing

    async def purchase(self, _pick: int, amount: int) -> None:
        before = await self.available()
        made = await self.helpers.authorizations.create_async({"card": self.card, "amount": amount})
        self.authorizations[made.id] = made.status
        assert made.approved == (amount <= before)

    async def increment(self, pick: int, amount: int) -> None:
        await self.helpers.authorizations.increment_async(self.one(self.authorizations, pick), {"increment_amount": max(amount, 1)})
        assert await self.available() >= 0 or await self.overdrawn()

    async def capture(self, pick: int, amount: int) -> None:
        order = {"capture_amount": amount, "close_authorization": bool(pick % 2)} if amount else {}
        await self.helpers.authorizations.capture_async(self.one(self.authorizations, pick), order)

    async def reverse(self, pick: int, amount: int) -> None:
        order = {"reverse_amount": amount} if amount else {}
        await self.helpers.authorizations.reverse_async(self.one(self.authorizations, pick), order)

    async def expire(self, pick: int, _amount: int) -> None:
        await self.helpers.authorizations.expire_async(self.one(self.authorizations, pick))

    async def finalize(self, pick: int, amount: int) -> None:
        await self.helpers.authorizations.finalize_amount_async(self.one(self.authorizations, pick), {"final_amount": amount})

    async def force(self, _pick: int, amount: int) -> None:
        await self.helpers.transactions.create_force_capture_async({"card": self.card, "amount": max(amount, 1)})

    async def give(self, _pick: int, amount: int) -> None:
        await self.helpers.transactions.create_unlinked_refund_async({"card": self.card, "amount": max(amount, 1)})

    async def refund(self, pick: int, amount: int) -> None:
        order = {"refund_amount": amount} if amount else {}
        await self.helpers.transactions.refund_async(self.one(await self.transactions(), pick), order)

    async def dispute(self, pick: int, _amount: int) -> None:
        explanation = ("It was not me.", "emulator_win", "emulator_lose")[pick % 3]
        evidence = {"reason": "fraudulent", "fraudulent": {"explanation": explanation}}
        order = {"transaction": self.one(await self.transactions(), pick), "evidence": evidence}
        self.disputes.append((await self.v1.issuing.disputes.create_async(order)).id)

    async def submit(self, pick: int, _amount: int) -> None:
        await self.v1.issuing.disputes.submit_async(self.one(self.disputes, pick))

    async def topup(self, _pick: int, amount: int) -> None:
        await self.v1.topups.create_async({"amount": max(amount, 1), "currency": "usd", "destination_balance": "issuing"})

    def one(self, known: Any, pick: int) -> Any:
        ids = list(known)
        return ids[pick % len(ids)] if ids else "none"

    async def available(self) -> int:
        balance = await self.v1.balance.retrieve_async()
        found: int = next(funds.amount for funds in balance.issuing.available if funds.currency == "usd")
        return found

    async def overdrawn(self) -> bool:
        """Whether merchants have taken more than there was: a decline cannot mend that."""
        return any(one.amount < 0 for one in (await self.v1.issuing.transactions.list_async({"limit": 100})).data)

    async def transactions(self) -> list[str]:
        return [one.id for one in (await self.v1.issuing.transactions.list_async({"limit": 100})).data]

    async def check(self) -> None:
        """Check the books against themselves: the balance, its entries, and the objects that caused them."""
        entries = [one async for one in (await self.v1.balance_transactions.list_async({"limit": 50})).auto_paging_iter()]
        held = 0
        for authorization_id, status in self.authorizations.items():
            one = await self.v1.issuing.authorizations.retrieve_async(authorization_id)
            own = -sum(entry.amount for entry in one.balance_transactions)
            assert (status, one.status) in LEGAL
            assert one.amount >= 0
            assert own >= 0
            assert own == 0 or (one.status, one.approved) == ("pending", True)
            self.authorizations[authorization_id] = one.status
            held += own
        moved = (await self.v1.issuing.transactions.list_async({"limit": 100})).data
        given = [await self.v1.issuing.disputes.retrieve_async(one) for one in self.disputes]
        credited = sum(one.amount for one in given if one.status in CREDITED)
        brought = sum(one.amount for one in (await self.v1.topups.list_async({"limit": 100})).data)
        balance = await self.available()
        assert balance == OPENING + sum(entry.amount for entry in entries)
        assert balance == OPENING + brought - held + sum(one.amount for one in moved) + credited


STEPS: Final[Mapping[str, Callable[[Shop, int, int], Awaitable[None]]]] = {
    "purchase": Shop.purchase,
    "increment": Shop.increment,
    "capture": Shop.capture,
    "reverse": Shop.reverse,
    "expire": Shop.expire,
    "finalize": Shop.finalize,
    "force": Shop.force,
    "give": Shop.give,
    "refund": Shop.refund,
    "dispute": Shop.dispute,
    "submit": Shop.submit,
    "topup": Shop.topup,
}
STORIES: Final = st.lists(
    st.tuples(st.sampled_from([*STEPS, "purchase", "capture", "purchase"]), st.integers(0, 5), st.integers(0, 3_000)),
    min_size=3,
    max_size=14,
)


@asynccontextmanager
async def shop() -> AsyncIterator[Shop]:
    running = await bootstrap.start(Settings(database="sqlite://", seed=1, stripe_opening_balance=OPENING))
    front: TestClient[web.BaseRequest, web.Application]
    try:
        async with TestClient(HouseServer(running)) as front, ClientSession() as session:  # type: ignore[assignment]  # as in the conftest
            opened = Shop(sdk_at(str(front.make_url("")).rstrip("/"), session)[0].v1)
            ada = await opened.v1.issuing.cardholders.create_async(ADA)
            order = {"cardholder": ada.id, "currency": "usd", "type": "virtual", "status": "active"}
            opened.card = (await opened.v1.issuing.cards.create_async(order)).id
            yield opened
    finally:
        await running.close()


async def told(story: list[tuple[str, int, int]]) -> None:
    async with shop() as opened:
        for step, pick, amount in story:
            before = await opened.available()
            try:
                await STEPS[step](opened, pick, amount)
            except stripe.InvalidRequestError:
                # What is refused has moved nothing.
                assert await opened.available() == before
            await opened.check()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STORIES)
def test_money_is_conserved(story: list[tuple[str, int, int]]) -> None:
    asyncio.run(told(story))


class TestOnBothEngines:
    """Many merchants at once, on either engine."""

    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return Settings(database=database_url, seed=1)

    async def test_many_at_once_spend_no_more_than_there_is(self, v1: Any, helpers: Any, card: Any) -> None:
        order = {"card": card.id, "amount": 300_000}

        paid = await asyncio.gather(*(helpers.authorizations.create_async(order) for _ in range(20)))

        balance = await v1.balance.retrieve_async()
        assert (sum(one.approved for one in paid), balance.issuing.available[0].amount) == (3, 100_000)
        assert {one.request_history[0].reason for one in paid if not one.approved} == {"insufficient_funds"}
