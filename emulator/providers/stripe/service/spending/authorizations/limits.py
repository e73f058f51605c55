"""Spending limits: what was spent, and whether more would be too much (docs.stripe.com/issuing/controls/spending-controls)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from emulator.providers.stripe.service.books.kinds import AUTHORIZATION, CARD, TRANSACTION, Body
from emulator.providers.stripe.service.books.shelf import get
from emulator.storage.unit import Unit

PER_AUTHORIZATION: Final = "per_authorization"


@dataclass(frozen=True, slots=True)
class Spent:
    """Money that a limit counts: when it was spent, and on what."""

    at: int
    category: str
    amount: int


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


# Every interval begins at midnight UTC; a week with Sunday.
STARTS: Final[Mapping[str, Callable[[datetime], float]]] = {
    "daily": lambda now: _midnight(now).timestamp(),
    "weekly": lambda now: (_midnight(now) - timedelta(days=now.isoweekday() % 7)).timestamp(),
    "monthly": lambda now: _midnight(now).replace(day=1).timestamp(),
    "yearly": lambda now: _midnight(now).replace(day=1, month=1).timestamp(),
    "all_time": lambda _now: 0.0,
}


async def is_over_limit(unit: Unit, now: datetime, purchase: Body, *, whose: Body) -> bool:
    """Say whether a purchase would go beyond a limit of its card (with all that it replaces) or its cardholder."""
    limits = [limit for limit in whose["spending_controls"]["spending_limits"] or () if _covers(limit, purchase)]
    if not limits or not _comparable(whose, purchase):
        return False
    spent = await _spent_by(unit, whose)
    return any(_exceeded(limit, now, purchase, spent=spent) for limit in limits)


def _covers(limit: Body, purchase: Body) -> bool:
    return not limit["categories"] or purchase["merchant_data"]["category"] in limit["categories"]


def _comparable(whose: Body, purchase: Body) -> bool:
    # A limit in another currency would need a rate of exchange; it is passed over (our own choice).
    return whose["spending_controls"]["spending_limits_currency"] in (None, purchase["currency"])


def _exceeded(limit: Body, now: datetime, purchase: Body, *, spent: list[Spent]) -> bool:
    more: int = purchase["pending_request"]["amount"]
    if limit["interval"] == PER_AUTHORIZATION:
        return bool(purchase["amount"] + more > limit["amount"])
    start = STARTS[limit["interval"]](now)
    before = sum(one.amount for one in spent if one.at >= start and (not limit["categories"] or one.category in limit["categories"]))
    return bool(before + more > limit["amount"])


async def _spent_by(unit: Unit, whose: Body) -> list[Spent]:
    if whose["object"] != CARD.name:
        return await _spent(unit, "cardholder", whose["id"])
    return [one for card_id in await _chain(unit, whose) for one in await _spent(unit, "card", card_id)]


async def _spent(unit: Unit, member: str, value: str) -> list[Spent]:
    authorizations = await unit.documents.by(AUTHORIZATION.kind, member, value)
    transactions = await unit.documents.by(TRANSACTION.kind, member, value)
    forced = [one for one in transactions if one["authorization"] is None and one["amount"] < 0]
    return [
        *(Spent(one["created"], one["merchant_data"]["category"], one["_held"] + one["_captured"]) for one in authorizations),
        *(Spent(one["created"], one["merchant_data"]["category"], -one["amount"]) for one in forced),
    ]


async def _chain(unit: Unit, card: Body) -> list[str]:
    """Return a card and all those that it replaces, one after the other."""
    chain = [card]
    while replaced := chain[-1]["replacement_for"]:
        chain.append(await get(unit, CARD, replaced))
    while newer := chain[0]["replaced_by"]:
        chain.insert(0, await get(unit, CARD, newer))
    return [one["id"] for one in chain]
