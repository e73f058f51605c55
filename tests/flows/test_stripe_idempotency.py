"""A hundred calls at once with one idempotency key are one call, on each engine."""

import asyncio
from collections import Counter
from typing import Any, Final

import pytest
import stripe
from aiohttp import ClientSession

from tests.flows.processes import Program
from tests.providers.stripe.sdk import ADA, sdk_at

MANY: Final = 100
KEY: Final = "sk_test_idempotency"


async def created(issuing: Any, holder: str, **more: Any) -> str:
    """Create a card under the one key; return its id, or the kind of refusal."""
    params = {"cardholder": holder, "currency": "usd", "type": "virtual", **more}
    try:
        card = await issuing.cards.create_async(params, {"idempotency_key": "the one", "max_network_retries": 5})
    except stripe.StripeError as refused:
        return type(refused).__name__
    return str(card.id)


async def cards_of(issuing: Any, holder: str) -> list[str]:
    """Return the ids of a holder's cards."""
    return [card.id for card in (await issuing.cards.list_async({"cardholder": holder})).data]


async def test_the_same_call_makes_one_card(emulator_on: Program, session: ClientSession) -> None:
    issuing: Any = sdk_at(emulator_on.url, session, key=KEY)[0].v1.issuing
    holder = (await issuing.cardholders.create_async(ADA)).id

    made = await asyncio.gather(*(created(issuing, holder) for _ in range(MANY)))

    assert set(made) == set(await cards_of(issuing, holder))
    assert len(set(made)) == 1


async def test_of_different_calls_one_makes_a_card(emulator_on: Program, session: ClientSession) -> None:
    issuing: Any = sdk_at(emulator_on.url, session, key=KEY)[0].v1.issuing
    holder = (await issuing.cardholders.create_async(ADA)).id

    made = await asyncio.gather(*(created(issuing, holder, metadata={"n": str(n)}) for n in range(MANY)))

    cards = await cards_of(issuing, holder)
    assert len(cards) == 1
    assert Counter(made) == {cards[0]: 1, "IdempotencyError": MANY - 1}


@pytest.mark.parametrize("again", [1, 2])
async def test_an_answer_is_kept_as_it_was(emulator_on: Program, session: ClientSession, again: int) -> None:
    client, http = sdk_at(emulator_on.url, session, key=KEY)
    issuing: Any = client.v1.issuing
    options = {"idempotency_key": "again"}
    holder = await issuing.cardholders.create_async(ADA, options)
    await issuing.cardholders.update_async(holder.id, {"status": "inactive"})

    repeated = [await issuing.cardholders.create_async(ADA, options) for _ in range(again)]

    assert repeated == [holder] * again
    assert http.headers["Idempotent-Replayed"] == "true"
