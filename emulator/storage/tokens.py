"""Tokens and their moves as rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import and_, bindparam, func, insert, or_, select, update

from emulator.domain.cards import Expiry
from emulator.domain.pan import Network, Pan
from emulator.domain.tokens import Actor, Cause, State, Token, TokenKind
from emulator.storage.clockwork import micros, moment
from emulator.storage.engine.conflicts import OrNothing
from emulator.storage.engine.statements import Row, Rows, Values
from emulator.storage.tables import moves, tokens

REMEMBERED: Final = 1_024
_WORLD = tokens.c.namespace == bindparam("world")
# A device account number that is taken leaves the row out: the caller draws another one.
ADD = insert(tokens).ext(OrNothing())
BY_REFERENCE = select(tokens).where(_WORLD, tokens.c.reference == bindparam("reference"))
FOR_UPDATE = BY_REFERENCE.with_for_update()
BY_NUMBER = select(tokens).where(_WORLD, tokens.c.number == bindparam("number"))
OF_CARD = select(tokens).where(_WORLD, tokens.c.card == bindparam("card")).order_by(tokens.c.created_at, tokens.c.reference)
_OF_CARD_IN_STATE = select(tokens.c.card).where(_WORLD, tokens.c.card == bindparam("card"), tokens.c.state == bindparam("state"))
COUNT_OF_CARD = select(func.count()).select_from(_OF_CARD_IN_STATE.limit(bindparam("most")).subquery())
OLDER_IN_STATE = (
    select(tokens)
    .where(_WORLD, tokens.c.state == bindparam("state"), tokens.c.created_at <= bindparam("until"))
    .order_by(tokens.c.created_at, tokens.c.reference)
    .limit(bindparam("most"))
)
NEXT_IN_STATE = (
    select(tokens.c.created_at)
    .where(
        _WORLD,
        tokens.c.state == bindparam("state"),
        tokens.c.network == bindparam("network"),
        tokens.c.created_at > bindparam("after"),
    )
    .order_by(tokens.c.created_at)
    .limit(bindparam("most"))
)
NEWEST = (
    select(tokens)
    .where(
        _WORLD,
        or_(
            tokens.c.created_at < bindparam("before"),
            and_(tokens.c.created_at == bindparam("before"), tokens.c.reference < bindparam("after")),
        ),
    )
    .order_by(tokens.c.created_at.desc(), tokens.c.reference.desc())
    .limit(bindparam("most"))
)
NEXT_EXPIRY = (
    select(tokens.c.expiry)
    .where(
        _WORLD,
        tokens.c.state == bindparam("state"),
        tokens.c.network == bindparam("network"),
        tokens.c.expiry >= bindparam("month"),
    )
    .order_by(tokens.c.expiry)
    .limit(bindparam("most"))
)
OUTLIVED = (
    select(tokens)
    .where(_WORLD, tokens.c.state == bindparam("state"), tokens.c.expiry < bindparam("month"))
    .order_by(tokens.c.created_at, tokens.c.reference)
    .limit(bindparam("most"))
)
# Reading a member by its value costs a tenth of asking its class.
NETWORKS: Final[Mapping[str, Network]] = {one.value: one for one in Network}
KINDS: Final[Mapping[str, TokenKind]] = {one.value: one for one in TokenKind}
STATES: Final[Mapping[str, State]] = {one.value: one for one in State}
ACTORS: Final[Mapping[str, Actor]] = {one.value: one for one in Actor}
CHANGED = ("card", "number", "expiry", "state", "holders", "atc", "changed_at", "activated_at")
SAVE = update(tokens).where(_WORLD, tokens.c.reference == bindparam("key")).values({name: bindparam(f"new_{name}") for name in CHANGED})
ADD_MOVE = insert(moves).values({c.name: bindparam(c.name) for c in moves.c if c.name != "id"})
MOVES_OF = select(moves).where(moves.c.namespace == bindparam("world"), moves.c.token == bindparam("token")).order_by(moves.c.id)


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a token's history; `before` is None where it began."""

    before: State | None
    after: State
    cause: Cause
    at: datetime


class Tokens:
    """The tokens of one world."""

    def __init__(self, rows: Rows, namespace: str) -> None:
        self._rows = rows
        self._namespace = namespace

    async def add(self, token: Token) -> bool:
        """Keep a new token; False when its reference or number is taken."""
        return await self._rows.execute(ADD, {"namespace": self._namespace, **to_row(token)}) == 1

    async def get(self, reference: str) -> Token | None:
        """Return the token with this reference, for reading."""
        row = await self._rows.first(BY_REFERENCE, {"world": self._namespace, "reference": reference})
        return of_row(row) if row else None

    async def hold(self, reference: str) -> Token | None:
        """Return the token and keep others from changing it until the unit ends."""
        row = await self._rows.first(FOR_UPDATE, {"world": self._namespace, "reference": reference})
        return of_row(row) if row else None

    async def by_number(self, number: Pan) -> Token | None:
        """Return the token with this device account number."""
        row = await self._rows.first(BY_NUMBER, {"world": self._namespace, "number": number.reveal()})
        return of_row(row) if row else None

    async def of_card(self, card: str) -> list[Token]:
        """Return the tokens of a card, oldest first, deleted ones too."""
        return [of_row(row) for row in await self._rows.fetch(OF_CARD, {"world": self._namespace, "card": card})]

    async def count_of_card(self, card: str, state: State, *, most: int) -> int:
        """Return how many tokens of a card are in this state; no more than `most` are counted."""
        row = await self._rows.first(COUNT_OF_CARD, {"world": self._namespace, "card": card, "state": state, "most": most})
        return row[0] if row else 0

    async def older(self, state: State, *, until: datetime, most: int) -> list[Token]:
        """Return up to `most` tokens in this state that were made at or before `until`, oldest first."""
        values: Values = {"world": self._namespace, "state": state, "until": micros(until), "most": most}
        return [of_row(row) for row in await self._rows.fetch(OLDER_IN_STATE, values)]

    async def first_made(self, state: State, network: Network, *, after: datetime) -> datetime | None:
        """Return when the first token was made, after this moment, that is in this state; None when there is none."""
        values: Values = {"world": self._namespace, "state": state, "network": network, "after": micros(after), "most": 1}
        row = await self._rows.first(NEXT_IN_STATE, values)
        return moment(row[0]) if row else None

    async def outlived(self, state: State, *, today: date, most: int) -> list[Token]:
        """Return up to `most` tokens in this state whose last valid month is over, oldest first."""
        values: Values = {"world": self._namespace, "state": state, "month": today.year * 100 + today.month, "most": most}
        return [of_row(row) for row in await self._rows.fetch(OUTLIVED, values)]

    async def first_expiry(self, state: State, network: Network, *, since: date) -> Expiry | None:
        """Return the first last-valid month, this one or a later, of the tokens in this state; None when there is none."""
        values: Values = {"world": self._namespace, "state": state, "network": network, "month": since.year * 100 + since.month, "most": 1}
        row = await self._rows.first(NEXT_EXPIRY, values)
        return Expiry(*divmod(row[0], 100)) if row else None

    async def newest(self, *, most: int, before: int, after: str) -> list[Token]:
        """Return up to `most` tokens made before the cursor (microseconds, reference), newest first."""
        values: Values = {"world": self._namespace, "most": most, "before": before, "after": after}
        return [of_row(row) for row in await self._rows.fetch(NEWEST, values)]

    async def save(self, token: Token) -> None:
        """Keep a changed token."""
        row = to_row(token)
        values: Values = {"world": self._namespace, "key": token.reference, **{f"new_{name}": row[name] for name in CHANGED}}
        await self._rows.execute(SAVE, values)

    async def record(self, token: Token, cause: Cause, *, before: State | None, at: datetime) -> None:
        """Write one line of the token's history."""
        values: Values = {
            "namespace": self._namespace,
            "token": token.reference,
            "before": before,
            "after": token.state,
            "by": cause.by,
            "code": cause.code,
            "text": cause.text,
            "at": micros(at),
        }
        await self._rows.execute(ADD_MOVE, values)

    async def history(self, reference: str) -> list[Move]:
        """Return every move of a token, first to last."""
        rows = await self._rows.fetch(MOVES_OF, {"world": self._namespace, "token": reference})
        return [_move_of(row) for row in rows]


def to_row(token: Token) -> Values:
    """Return a token's columns without its namespace."""
    return {
        "reference": token.reference,
        "card": token.card,
        "requestor": token.requestor,
        "network": token.network,
        "kind": token.kind,
        "number": token.number.reveal(),
        "expiry": token.expiry.year * 100 + token.expiry.month,
        "state": token.state,
        "holders": " ".join(sorted(token.holders)),
        "wallet": token.wallet,
        "atc": token.atc,
        "created_at": micros(token.created_at),
        "changed_at": micros(token.changed_at),
        "activated_at": micros(token.activated_at) if token.activated_at else None,
    }


def of_row(row: Row) -> Token:
    """Return the token that a row holds."""
    return _token(tuple(row))


# As with cards: what is remembered is what a row says, and a row that was changed says something else.
@lru_cache(maxsize=REMEMBERED)
def _token(row: Row) -> Token:
    return Token(
        reference=row[1],
        card=row[2],
        requestor=row[3],
        network=NETWORKS[row[4]],
        kind=KINDS[row[5]],
        number=Pan(row[6]),
        expiry=Expiry(*divmod(row[7], 100)),
        state=STATES[row[8]],
        holders=frozenset(map(ACTORS.__getitem__, row[9].split())),
        wallet=row[10],
        atc=row[11],
        created_at=moment(row[12]),
        changed_at=moment(row[13]),
        activated_at=moment(row[14]) if row[14] is not None else None,
    )


def _move_of(row: Row) -> Move:
    _, _, _, before, after, by, code, text, at = row
    return Move(State(before) if before else None, State(after), Cause(Actor(by), code, text), moment(at))
