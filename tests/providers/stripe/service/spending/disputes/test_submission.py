"""Submitting a dispute, completely and in time."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.service.spending.conftest import Later, Money, Told
from tests.providers.stripe.service.spending.disputes.conftest import Dispute

# Ours: an explanation for every reason, and for these what was bought.
NAMES_THE_PRODUCT = ("canceled", "not_received", "other")


@pytest.mark.exercises("stripe.submit_dispute")
async def test_the_amount_is_credited_while_the_network_decides(issuing: Any, dispute: Dispute, money: Money, told: Told) -> None:
    made = await dispute()
    await issuing.disputes.submit_async(made.id, {"metadata": {"by": "ops"}})

    read = await issuing.disputes.retrieve_async(made.id, {"expand": ["balance_transactions"]})

    (entry,) = read.balance_transactions
    assert (read.status, read.metadata["by"], entry.type, entry.amount) == (
        "submitted",
        "ops",
        "issuing_dispute_provisional_credit",
        2_350,
    )
    assert await money() == 1_000_000
    assert (await told(made.id))[1:] == ["issuing_dispute.updated", "issuing_dispute.submitted", "issuing_dispute.funds_reinstated"]


async def test_a_dispute_is_submitted_once(issuing: Any, dispute: Dispute, money: Money) -> None:
    made = await dispute()
    await issuing.disputes.submit_async(made.id)

    with pytest.raises(stripe.InvalidRequestError, match="You cannot submit this dispute because its status is submitted"):
        await issuing.disputes.submit_async(made.id)

    assert await money() == 1_000_000


async def test_an_explanation_is_needed(issuing: Any, dispute: Dispute) -> None:
    made = await dispute(None)
    await issuing.disputes.update_async(made.id, {"evidence": {"reason": "fraudulent"}})

    with pytest.raises(stripe.InvalidRequestError, match="Missing required param") as refused:
        await issuing.disputes.submit_async(made.id)

    assert (refused.value.param, refused.value.code) == ("evidence[fraudulent][explanation]", "parameter_missing")


@pytest.mark.parametrize("reason", NAMES_THE_PRODUCT)
async def test_some_reasons_need_to_know_what_was_bought(issuing: Any, dispute: Dispute, reason: str) -> None:
    made = await dispute(reason)

    with pytest.raises(stripe.InvalidRequestError, match="Missing required param") as refused:
        await issuing.disputes.submit_async(made.id)
    await issuing.disputes.update_async(made.id, {"evidence": {reason: {"product_type": "service"}}})

    assert refused.value.param == f"evidence[{reason}][product_type]"
    assert (await issuing.disputes.submit_async(made.id)).status == "submitted"


async def test_a_dispute_that_nobody_submits_expires(issuing: Any, dispute: Dispute, later: Later, told: Told, money: Money) -> None:
    made = await dispute()

    nothing = await later(109.9)
    happened = await later(0.2)

    assert (nothing, happened) == ([], [f"dispute {made.id} was not submitted in 110 days and has expired"])
    with pytest.raises(stripe.InvalidRequestError, match="its status is expired"):
        await issuing.disputes.submit_async(made.id)
    assert ((await told(made.id))[1:], await money()) == (["issuing_dispute.updated", "issuing_dispute.closed"], 997_650)
