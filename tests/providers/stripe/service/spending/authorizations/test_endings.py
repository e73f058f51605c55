"""Authorizations that end without a capture, or become another amount."""

from typing import Any

import pytest
import stripe

from emulator.core.context import House
from emulator.providers.stripe.service.books.kinds import AUTHORIZATION
from emulator.providers.stripe.service.spending.authorizations.endings import STRIDE
from tests.providers.stripe.sdk import world_of
from tests.providers.stripe.service.spending.conftest import Later, Money, Pay, Told


@pytest.mark.exercises("stripe.reverse_authorization")
async def test_a_reversal_frees_what_is_held(issuing: Any, pay: Pay, helpers: Any, money: Money, told: Told) -> None:
    paid = await pay(1_000)
    await helpers.authorizations.reverse_async(paid.id)

    read = await issuing.authorizations.retrieve_async(paid.id)

    assert (read.status, read.amount, read.balance_transactions[1].type) == ("reversed", 0, "issuing_authorization_release")
    assert (await money(), (await told(paid.id))[1:]) == (1_000_000, ["issuing_authorization.updated"])


async def test_part_of_it_can_be_reversed(pay: Pay, helpers: Any, money: Money) -> None:
    part = await helpers.authorizations.reverse_async((await pay(1_000)).id, {"reverse_amount": 400})
    between = await money()
    whole = await helpers.authorizations.reverse_async(part.id)

    assert (part.status, part.amount, between) == ("pending", 600, 999_400)
    assert (whole.status, whole.amount, await money()) == ("reversed", 0, 1_000_000)


async def test_what_is_left_of_a_partial_capture_can_be_reversed(pay: Pay, helpers: Any, money: Money) -> None:
    paid = await pay(1_000)
    await helpers.authorizations.capture_async(paid.id, {"capture_amount": 300, "close_authorization": False})

    reversed_ = await helpers.authorizations.reverse_async(paid.id)

    assert (reversed_.status, reversed_.amount, await money()) == ("closed", 300, 999_700)


async def test_more_than_is_held_cannot_be_reversed(pay: Pay, helpers: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="must be less than or equal to 1000") as refused:
        await helpers.authorizations.reverse_async((await pay(1_000)).id, {"reverse_amount": 1_001})

    assert refused.value.param == "reverse_amount"


@pytest.mark.exercises("stripe.finalize_authorization_amount")
@pytest.mark.parametrize("final", [0, 4_200, 10_000, 12_000])
async def test_an_estimate_is_replaced_by_what_it_was(issuing: Any, pay: Pay, helpers: Any, money: Money, final: int) -> None:
    paid = await pay(10_000, is_amount_controllable=True)
    fuel = {"type": "diesel", "unit": "liter", "quantity_decimal": "28", "unit_cost_decimal": "1.5"}

    await helpers.authorizations.finalize_amount_async(paid.id, {"final_amount": final, "fuel": fuel})

    read = await issuing.authorizations.retrieve_async(paid.id)
    assert (read.amount, read.merchant_amount, read.fuel.type, read.status) == (final, final, "diesel", "pending")
    assert await money() == 1_000_000 - final


async def test_after_a_capture_no_amount_is_final_any_more(pay: Pay, helpers: Any) -> None:
    paid = await pay(1_000)
    await helpers.authorizations.capture_async(paid.id, {"capture_amount": 300, "close_authorization": False})

    with pytest.raises(stripe.InvalidRequestError, match="it has been captured in part"):
        await helpers.authorizations.finalize_amount_async(paid.id, {"final_amount": 500})


@pytest.mark.exercises("stripe.expire_authorization")
async def test_an_expired_authorization_holds_nothing(issuing: Any, pay: Pay, helpers: Any, money: Money) -> None:
    paid = await pay(1_000)
    await helpers.authorizations.expire_async(paid.id)

    read = await issuing.authorizations.retrieve_async(paid.id)
    old = await issuing.authorizations.retrieve_async(paid.id, options={"stripe_version": "2025-02-24.acacia"})

    assert (read.status, read.amount, old.status, await money()) == ("expired", 1_000, "reversed", 1_000_000)


@pytest.mark.parametrize(
    ("category", "early", "late"), [("bakeries", 6.9, 0.2), ("hotels_motels_and_resorts", 30.9, 0.2)]
)  # fmt: skip
async def test_what_is_not_captured_in_time_expires_by_itself(
    issuing: Any, pay: Pay, later: Later, told: Told, category: str, early: float, late: float
) -> None:
    paid = await pay(merchant_data={"category": category})

    nothing = await later(early)
    happened = await later(late)

    assert (nothing, happened) == ([], [f"authorization {paid.id} was not captured in time and has expired"])
    assert (await issuing.authorizations.retrieve_async(paid.id)).status == "expired"
    assert (await told(paid.id))[-1] == "issuing_authorization.updated"


async def test_of_many_each_expires_in_its_turn(pay: Pay, later: Later) -> None:
    hotel = {"merchant_data": {"category": "hotels_motels_and_resorts"}}
    long = [await pay(1, **hotel) for _ in range(STRIDE + 1)]
    short = [await pay(1) for _ in range(3)]
    await later(1)
    last = await pay(1)

    assert [len(await later(days)) for days in (6.1, 1, 22, 2)] == [len(short), len([last]), 0, len(long)]


async def test_a_purchase_whose_answer_was_lost_is_declined_in_the_end(house: House, issuing: Any, pay: Pay, later: Later) -> None:
    paid = await pay(1_000)

    async def forget(unit: Any) -> None:
        one = await unit.documents.hold(AUTHORIZATION.kind, paid.id)
        pending = {**one["request_history"][0], "is_amount_controllable": False}
        lost = {"approved": False, "request_history": [], "pending_request": pending, "_held": 0, "amount": 0, "balance_transactions": []}
        await unit.documents.save(AUTHORIZATION.kind, paid.id, {**one, **lost})

    async def silent(_unit: Any, _event: Any) -> None: ...

    await house.store.unit(await world_of(house), silent, forget)
    await later(8)

    read = await issuing.authorizations.retrieve_async(paid.id)
    assert (read.status, read.pending_request, read.request_history[0].reason) == ("closed", None, "webhook_timeout")


@pytest.mark.parametrize("step", ["reverse", "expire", "finalize_amount", "increment"])
@pytest.mark.parametrize(("end", "status"), [("reverse", "reversed"), ("expire", "expired"), ("capture", "closed")])
async def test_what_has_ended_stays_as_it_is(pay: Pay, helpers: Any, end: str, status: str, step: str) -> None:
    paid = await pay()
    await getattr(helpers.authorizations, f"{end}_async")(paid.id)
    given = {"finalize_amount": {"final_amount": 1}, "increment": {"increment_amount": 1}}.get(step, {})

    with pytest.raises(stripe.InvalidRequestError, match=f"this authorization because its status is {status}"):
        await getattr(helpers.authorizations, f"{step}_async")(paid.id, given)
