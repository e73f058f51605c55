"""How disputes end."""

from typing import Any

import pytest

from emulator.core.context import House
from emulator.providers.stripe.service.books.refusals import IllegalMove
from emulator.providers.stripe.service.spending.disputes.outcomes import LOST, WON, Outcome, resolve
from tests.providers.stripe.sdk import world_of
from tests.providers.stripe.service.spending.conftest import Money, Told
from tests.providers.stripe.service.spending.disputes.conftest import Dispute

CREDIT = "issuing_dispute_provisional_credit"


async def test_a_dispute_that_is_won_keeps_its_credit_for_good(issuing: Any, dispute: Dispute, money: Money, told: Told) -> None:
    made = await dispute(explanation="emulator_win")
    await issuing.disputes.submit_async(made.id)

    read = await issuing.disputes.retrieve_async(made.id, {"expand": ["balance_transactions"]})

    assert (read.status, hasattr(read, "loss_reason"), await money()) == ("won", False, 1_000_000)
    assert [(entry.type, entry.amount) for entry in read.balance_transactions] == [
        (CREDIT, 2_350),
        (f"{CREDIT}_reversal", -2_350),
        ("issuing_dispute", 2_350),
    ]
    assert (await told(made.id))[-2:] == ["issuing_dispute.updated", "issuing_dispute.closed"]


async def test_a_dispute_that_is_lost_gives_its_credit_back(issuing: Any, dispute: Dispute, money: Money, told: Told) -> None:
    made = await dispute(explanation="emulator_lose")
    await issuing.disputes.submit_async(made.id)

    read = await issuing.disputes.retrieve_async(made.id, {"expand": ["balance_transactions"]})

    assert (read.status, read.loss_reason, await money()) == ("lost", "other", 997_650)
    assert [(entry.type, entry.amount) for entry in read.balance_transactions] == [(CREDIT, 2_350), (f"{CREDIT}_reversal", -2_350)]
    assert (await told(made.id))[-2:] == ["issuing_dispute.closed", "issuing_dispute.funds_rescinded"]


@pytest.mark.parametrize(
    ("outcome", "reason"), [(Outcome(WON), None), (Outcome(LOST, "refund_issued"), "refund_issued"), (Outcome(LOST), "other")]
)  # fmt: skip
async def test_a_submitted_dispute_is_resolved_once(
    house: House, issuing: Any, dispute: Dispute, outcome: Outcome, reason: str | None
) -> None:
    made = await dispute()
    namespace = await house.store.read(await world_of(house), lambda unit: unit.worlds.get(unit.namespace))
    assert namespace is not None
    ctx = house.context(namespace)

    async def end() -> None:
        await house.unit(ctx, lambda unit: resolve(ctx, unit, made.id, outcome=outcome))

    with pytest.raises(IllegalMove, match="its status is unsubmitted"):
        await end()
    await issuing.disputes.submit_async(made.id)
    await end()

    read = await issuing.disputes.retrieve_async(made.id)
    assert (read.status, getattr(read, "loss_reason", None)) == (outcome.status, reason)
    with pytest.raises(IllegalMove, match=f"its status is {outcome.status}"):
        await end()
