"""Spending limits: what counts, since when, and for which cards."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.config import Settings
from emulator.core.context import House
from emulator.providers.stripe.service.spending.authorizations.limits import STARTS
from tests.providers.stripe.sdk import world_of
from tests.providers.stripe.service.spending.conftest import Later, Pay

# A Wednesday.
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


async def limit(issuing: Any, card: Any, **limit: Any) -> None:
    await issuing.cards.update_async(card.id, {"spending_controls": {"spending_limits": [{"interval": "daily", **limit}]}})


@pytest.mark.parametrize(
    ("interval", "start"),
    [
        ("daily", datetime(2026, 11, 25, tzinfo=UTC)),
        ("weekly", datetime(2026, 11, 22, tzinfo=UTC)),
        ("monthly", datetime(2026, 11, 1, tzinfo=UTC)),
        ("yearly", datetime(2026, 1, 1, tzinfo=UTC)),
        ("all_time", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_an_interval_begins_at_midnight(interval: str, start: datetime) -> None:
    assert STARTS[interval](NOON) == start.timestamp()


async def test_a_limit_counts_what_is_held_and_what_was_captured(issuing: Any, card: Any, pay: Pay, helpers: Any) -> None:
    await limit(issuing, card, amount=1_000)
    held = await pay(400)
    await helpers.authorizations.capture_async(held.id, {"capture_amount": 600})

    too_much, enough = await pay(401), await pay(400)

    assert (too_much.request_history[0].reason, enough.approved) == ("spending_controls", True)


async def test_what_was_reversed_can_be_spent_again(issuing: Any, card: Any, pay: Pay, helpers: Any) -> None:
    await limit(issuing, card, amount=1_000)
    await helpers.authorizations.reverse_async((await pay(1_000)).id)

    assert (await pay(1_000)).approved


async def test_forced_captures_count(issuing: Any, card: Any, pay: Pay, helpers: Any) -> None:
    await limit(issuing, card, amount=1_000)
    await helpers.transactions.create_force_capture_async({"card": card.id, "amount": 900})

    assert not (await pay(101)).approved


async def test_a_new_interval_begins_with_nothing_spent(
    issuing: Any, card: Any, pay: Pay, later: Later, house: House, client: TestClient[web.BaseRequest, web.Application]
) -> None:
    await client.post("/_emulator/clock/freeze", json={"namespace": await world_of(house), "at": NOON.isoformat()})
    await limit(issuing, card, amount=1_000)
    await pay(1_000)

    await later(0.4)
    same_day = await pay(1)
    await later(0.2)

    assert (same_day.approved, (await pay(1_000)).approved) == (False, True)


async def test_a_limit_of_categories_leaves_others_alone(issuing: Any, card: Any, pay: Pay) -> None:
    await limit(issuing, card, amount=100, categories=["bakeries"])

    assert not (await pay(101, merchant_data={"category": "bakeries"})).approved
    assert (await pay(101)).approved
    assert (await pay(100, merchant_data={"category": "bakeries"})).approved


async def test_a_limit_per_authorization_counts_its_increments(issuing: Any, card: Any, pay: Pay, helpers: Any) -> None:
    await limit(issuing, card, amount=1_000, interval="per_authorization")
    paid = await pay(900)

    more = await helpers.authorizations.increment_async(paid.id, {"increment_amount": 101})

    assert [row.reason for row in more.request_history] == ["card_active", "spending_controls"]
    assert ((await pay(1_000)).approved, (await pay(1_001)).approved) == (True, False)


async def test_a_limit_holds_for_all_that_a_card_replaces(issuing: Any, card: Any, pay: Pay, helpers: Any) -> None:
    await pay(900)
    controls = {"spending_controls": {"spending_limits": [{"interval": "all_time", "amount": 1_000}]}}
    wanted = {"currency": "usd", "type": "virtual", "status": "active", "replacement_for": card.id, "replacement_reason": "expired"}
    newer = await issuing.cards.create_async({**wanted, **controls})

    paid = [await helpers.authorizations.create_async({"card": newer.id, "amount": amount}) for amount in (101, 100)]

    assert [one.approved for one in paid] == [False, True]


async def test_a_cardholders_limit_holds_for_all_cards(issuing: Any, ada: Any, pay: Pay, helpers: Any) -> None:
    limits = [{"interval": "monthly", "amount": 1_000}]
    await issuing.cardholders.update_async(ada.id, {"spending_controls": {"spending_limits": limits}})
    other = await issuing.cards.create_async({"cardholder": ada.id, "currency": "usd", "type": "virtual", "status": "active"})
    await pay(900)

    assert not (await helpers.authorizations.create_async({"card": other.id, "amount": 101})).approved


class TestWithACap:
    """No authorization may come to more than a fixed amount."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, stripe_authorization_cap=500)

    async def test_an_authorization_beyond_the_cap_is_declined(self, pay: Pay, helpers: Any) -> None:
        paid = await pay(500)
        more = await helpers.authorizations.increment_async(paid.id, {"increment_amount": 1})

        assert (paid.approved, more.request_history[1].reason) == (True, "spending_controls")
