"""Entries of the ledger, and the balances that they add up to (docs.stripe.com/reports/balance-transaction-types).

Whoever moves money holds the balance first, so that what is decided on it still holds when the entry is made.
"""

from dataclasses import dataclass
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.service.books.changes import add, newborn, seconds
from emulator.providers.stripe.service.books.kinds import BALANCE_TRANSACTION, Body
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

BALANCE: Final = Kind("stripe.balance")

ISSUING: Final = "issuing"
PAYMENTS: Final = "payments"

HOLD: Final = "issuing_authorization_hold"
RELEASE: Final = "issuing_authorization_release"
TRANSACTION: Final = "issuing_transaction"
CREDIT: Final = "issuing_dispute_provisional_credit"
REVERSAL: Final = "issuing_dispute_provisional_credit_reversal"
DISPUTE: Final = "issuing_dispute"
TOPUP: Final = "topup"


@dataclass(frozen=True, slots=True)
class Entry:
    """A movement of money: `amount` in the smallest unit of the currency, negative for what leaves; `source` is what caused it."""

    type: str
    amount: int
    currency: str
    source: str
    balance: str = ISSUING
    description: str | None = None


async def enter(ctx: Context, unit: Unit, entry: Entry) -> str:
    """Make an entry and move its balance; return the id of the balance transaction."""
    key = _key(entry.balance, entry.currency)
    moved = await _hold(unit, key)
    await unit.documents.save(BALANCE, key, {"moved": moved + entry.amount})
    kept = await add(unit, _body(ctx, entry))
    entry_id: str = kept["id"]
    return entry_id


async def available(ctx: Context, unit: Unit, currency: str) -> int:
    """Return what cards can spend in a currency, and keep others from moving it until the unit ends."""
    return ctx.settings.stripe_opening_balance + await _hold(unit, _key(ISSUING, currency))


async def standing(ctx: Context, unit: Unit, currency: str, *, balance: str = ISSUING) -> int:
    """Return a balance for reading: what every account begins with (our own choice), and all that has moved since."""
    found = await unit.documents.get(BALANCE, _key(balance, currency))
    opening = ctx.settings.stripe_opening_balance if balance == ISSUING else 0
    return opening + (found["moved"] if found else 0)


async def _hold(unit: Unit, key: str) -> int:
    found = await unit.documents.hold(BALANCE, key)
    if found is None:
        # Somebody else may add it at the same time: whoever comes second waits here, and then reads what the first one made.
        await unit.documents.add(BALANCE, key, {"moved": 0})
        found = await unit.documents.hold(BALANCE, key)
    moved: int = found["moved"] if found else 0
    return moved


def _key(balance: str, currency: str) -> str:
    return f"{balance}:{currency}"


def _body(ctx: Context, entry: Entry) -> Body:
    born = newborn(ctx, BALANCE_TRANSACTION)
    return {
        **{name: value for name, value in born.items() if name != "livemode"},
        "amount": entry.amount,
        "available_on": seconds(ctx),
        "balance_type": entry.balance,
        "currency": entry.currency,
        "description": entry.description,
        "exchange_rate": None,
        "fee": 0,
        "fee_details": [],
        "net": entry.amount,
        "reporting_category": entry.type,
        "source": entry.source,
        "status": "available",
        "type": entry.type,
    }
