"""Tokens are kept as they are, with their history; a number is given away once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings

from emulator.domain.cards import Expiry
from emulator.domain.pan import Network, Pan
from emulator.domain.tokens import Actor, Cause, State, Token
from emulator.storage.clockwork import micros
from emulator.storage.store import Store
from emulator.storage.tokens import Move, of_row, to_row
from emulator.storage.unit import Unit
from tests.storage.samples import NOON, SECOND, a_card, a_token, add_tokens, keep, look, tokens

WORLDS = count()


async def pages(store: Store, *, before: int, after: str) -> list[Token]:
    page = await look(store, lambda unit: unit.tokens.newest(most=4, before=before, after=after))
    return page + await pages(store, before=micros(page[-1].created_at), after=page[-1].reference) if page else []


@given(tokens)
@example(replace(a_token(), activated_at=datetime(1970, 1, 1, tzinfo=UTC)))
def test_a_token_is_read_back_from_its_row(token: Token) -> None:
    row = ("default", *to_row(token).values())

    assert of_row(row) == token


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(token=tokens)
async def test_a_token_is_kept_as_it_is(store: Store, token: Token) -> None:
    world = f"w{next(WORLDS)}"

    assert await keep(store, lambda unit: unit.tokens.add(token), world=world)

    assert await look(store, lambda unit: unit.tokens.get(token.reference), world=world) == token
    assert await look(store, lambda unit: unit.tokens.by_number(token.number), world=world) == token
    assert await look(store, lambda unit: unit.tokens.of_card(token.card), world=world) == [token]
    assert await keep(store, lambda unit: unit.tokens.hold(token.reference), world=world) == token


async def test_an_unknown_token_is_none(store: Store) -> None:
    assert await look(store, lambda unit: unit.tokens.get("D404")) is None
    assert await look(store, lambda unit: unit.tokens.by_number(Pan("5480900000000404"))) is None
    assert await look(store, lambda unit: unit.tokens.of_card("F404")) == []


@pytest.mark.parametrize("twin", [replace(a_token(2), number=a_token(1).number), replace(a_token(2), reference=a_token(1).reference)])
async def test_a_number_or_reference_that_is_taken_is_not_given_again(store: Store, twin: Token) -> None:
    await keep(store, lambda unit: unit.tokens.add(a_token(1)))

    async def work(unit: Unit) -> tuple[bool, bool]:
        return await unit.tokens.add(twin), await unit.tokens.add(a_token(3))

    assert await keep(store, work) == (False, True)
    assert await look(store, lambda unit: unit.tokens.of_card(twin.card)) == [a_token(1), a_token(3)]


async def test_a_changed_token_is_kept(store: Store) -> None:
    await keep(store, lambda unit: unit.tokens.add(a_token()))
    changed = replace(
        a_token(),
        number=Pan("5480999999999999"),
        state=State.SUSPENDED,
        holders=frozenset({Actor.ISSUER, Actor.CARDHOLDER}),
        atc=7,
        changed_at=NOON + SECOND,
    )

    await keep(store, lambda unit: unit.tokens.save(changed))

    assert await look(store, lambda unit: unit.tokens.get(changed.reference)) == changed


async def test_the_tokens_of_a_card_come_oldest_first(store: Store) -> None:
    made = [a_token(n, at=NOON - n * SECOND, card=1) for n in range(3)]
    await add_tokens(store, *made, a_token(9, card=2))

    assert await look(store, lambda unit: unit.tokens.of_card(a_card(1).reference)) == made[::-1]


@pytest.mark.parametrize(
    ("state", "most", "counted"), [(State.ACTIVE, 9, 3), (State.ACTIVE, 2, 2), (State.REQUESTED, 9, 1), (State.DELETED, 9, 0)]
)
async def test_the_tokens_of_a_card_are_counted_as_far_as_is_asked(store: Store, state: State, most: int, counted: int) -> None:
    others = [a_token(4, state=State.REQUESTED), a_token(5, card=2)]
    await add_tokens(store, *(a_token(n) for n in range(1, 4)), *others)

    assert await look(store, lambda unit: unit.tokens.count_of_card(a_card(1).reference, state, most=most)) == counted


async def test_tokens_that_have_waited_long_enough_are_found(store: Store) -> None:
    waiting = [a_token(n, at=NOON + n * SECOND, state=State.REQUESTED) for n in range(5)]
    await add_tokens(store, *waiting, a_token(9, at=NOON, state=State.ACTIVE))

    found = await look(store, lambda unit: unit.tokens.older(State.REQUESTED, until=NOON + 3 * SECOND, most=3))

    assert found == waiting[:3]


async def test_the_first_token_of_a_state_made_after_a_moment_is_found(store: Store) -> None:
    waiting = [a_token(n, at=NOON + n * SECOND, state=State.REQUESTED) for n in range(3)]
    await add_tokens(store, *waiting[::-1], a_token(9, at=NOON, state=State.ACTIVE))

    async def work(unit: Unit) -> list[datetime | None]:
        moments = [NOON - SECOND, NOON, NOON + 2 * SECOND]
        made = [await unit.tokens.first_made(State.REQUESTED, Network.MASTERCARD, after=after) for after in moments]
        return [*made, await unit.tokens.first_made(State.REQUESTED, Network.VISA, after=moments[0])]

    assert await look(store, work) == [NOON, NOON + SECOND, None, None]


async def test_tokens_whose_last_month_is_over_are_found(store: Store) -> None:
    made = [replace(a_token(n, state=State.ACTIVE), expiry=Expiry(2026, month)) for n, month in enumerate((1, 2, 3))]
    await add_tokens(store, *made, replace(a_token(9, state=State.SUSPENDED), expiry=Expiry(2025, 1)))

    found = await look(store, lambda unit: unit.tokens.outlived(State.ACTIVE, today=date(2026, 3, 31), most=9))

    assert found == made[:2]


async def test_tokens_are_listed_newest_first_page_by_page(store: Store) -> None:
    made = [a_token(n, at=NOON + (n // 3) * SECOND) for n in range(10)]
    await add_tokens(store, *made)

    listed = await pages(store, before=2**62, after="")

    assert listed == sorted(made, key=lambda token: (token.created_at, token.reference), reverse=True)


async def test_a_tokens_history_is_told_in_order(store: Store) -> None:
    token, suspended = a_token(), a_token(state=State.SUSPENDED)
    first, second = Cause(Actor.REQUESTOR), Cause(Actor.ISSUER, "L", "lost ☂")

    async def work(unit: Unit) -> None:
        await unit.tokens.record(token, first, before=None, at=NOON)
        await unit.tokens.record(suspended, second, before=State.ACTIVE, at=NOON)
        await unit.tokens.record(a_token(2), first, before=None, at=NOON)

    await keep(store, work)

    history = await look(store, lambda unit: unit.tokens.history(token.reference))
    assert history == [Move(None, State.ACTIVE, first, NOON), Move(State.ACTIVE, State.SUSPENDED, second, NOON)]
