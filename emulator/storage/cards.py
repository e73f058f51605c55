"""Cards as rows."""

from functools import lru_cache
from typing import Final

from sqlalchemy import and_, bindparam, insert, or_, select, update

from emulator.domain.cards import Card, Expiry, Product
from emulator.domain.pan import Network, Pan
from emulator.storage.clockwork import micros, moment
from emulator.storage.engine.statements import Row, Rows, Values
from emulator.storage.tables import cards

REMEMBERED: Final = 1_024
_WORLD = cards.c.namespace == bindparam("world")
ADD = insert(cards)
BY_REFERENCE = select(cards).where(_WORLD, cards.c.reference == bindparam("reference"))
BY_PAN = select(cards).where(_WORLD, cards.c.pan == bindparam("pan"))
SAVE = (
    update(cards)
    .where(_WORLD, cards.c.reference == bindparam("key"))
    .values(pan=bindparam("new_pan"), expiry=bindparam("new_expiry"), holder=bindparam("new_holder"))
)
NEWEST = (
    select(cards)
    .where(
        _WORLD,
        or_(
            cards.c.created_at < bindparam("before"),
            and_(cards.c.created_at == bindparam("before"), cards.c.reference < bindparam("after")),
        ),
    )
    .order_by(cards.c.created_at.desc(), cards.c.reference.desc())
    .limit(bindparam("most"))
)


class Cards:
    """The cards of one world."""

    def __init__(self, rows: Rows, namespace: str) -> None:
        self._rows = rows
        self._namespace = namespace
        # One request looks at its card again and again; a unit lives too briefly for others to change it.
        self._seen: dict[str, Card] = {}

    async def add(self, card: Card) -> None:
        """Keep a new card."""
        await self._rows.execute(ADD, {"namespace": self._namespace, **to_row(card)})
        self._seen[card.reference] = card

    async def get(self, reference: str) -> Card | None:
        """Return the card with this reference."""
        if seen := self._seen.get(reference):
            return seen
        return self._found(await self._rows.first(BY_REFERENCE, {"world": self._namespace, "reference": reference}))

    async def by_pan(self, pan: Pan) -> Card | None:
        """Return the card with this PAN."""
        return self._found(await self._rows.first(BY_PAN, {"world": self._namespace, "pan": pan.reveal()}))

    async def save(self, card: Card) -> None:
        """Keep a changed PAN, expiry or holder."""
        self._seen.pop(card.reference, None)
        row = to_row(card)
        values = {"world": self._namespace, "key": card.reference}
        await self._rows.execute(SAVE, values | {f"new_{name}": row[name] for name in ("pan", "expiry", "holder")})

    async def newest(self, *, most: int, before: int, after: str) -> list[Card]:
        """Return up to `most` cards made before the cursor (microseconds, reference), newest first."""
        values: Values = {"world": self._namespace, "most": most, "before": before, "after": after}
        return [of_row(row) for row in await self._rows.fetch(NEWEST, values)]

    def _found(self, row: Row | None) -> Card | None:
        if row is None:
            return None
        card = self._seen[row[1]] = of_row(row)
        return card


def to_row(card: Card) -> Values:
    """Return a card's columns without its namespace."""
    return {
        "reference": card.reference,
        "par": card.par,
        "pan": card.pan.reveal(),
        "expiry": card.expiry.year * 100 + card.expiry.month if card.expiry else None,
        "network": card.network,
        "product": card.product,
        "holder": card.holder,
        "issuer": card.issuer,
        "created_at": micros(card.created_at),
    }


def of_row(row: Row) -> Card:
    """Return the card that a row holds."""
    return _card(tuple(row))


# The same few rows are read again and again. What is remembered is what a row says, never what the database holds.
@lru_cache(maxsize=REMEMBERED)
def _card(row: Row) -> Card:
    _, reference, par, pan, expiry, network, product, holder, issuer, created_at = row
    return Card(
        reference=reference,
        par=par,
        pan=Pan(pan),
        expiry=Expiry(*divmod(expiry, 100)) if expiry else None,
        network=Network(network),
        product=Product(product),
        holder=holder,
        issuer=issuer,
        created_at=moment(created_at),
    )
