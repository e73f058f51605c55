"""Tokens get a free number, and every move is told and written down."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from emulator.core.context import Context, House
from emulator.core.ids import Ids
from emulator.core.provisioning import DRAWS, change, issue, renew, token_to_change
from emulator.crypto.chance import Chance, seeded
from emulator.domain.cards import Card, Expiry
from emulator.domain.decisions import Decision
from emulator.domain.errors import IllegalTransition, TooManyTokens, UnknownToken
from emulator.domain.pan import Pan
from emulator.domain.tokens import Action, Actor, State, Token
from emulator.domain.worlds import Clock
from emulator.storage.unit import Unit
from tests.core.provisioning.vault import ISSUER, ORDER, a_card_of, a_token_of, do, tokens_of
from tests.core.sample import NOON

APPROVED = (Decision.APPROVED, State.ACTIVE, NOON)
UNDECIDED = (Decision.REQUIRE_AUTHENTICATION, State.REQUESTED, None)


@pytest.mark.parametrize(("decision", "state", "activated_at"), [APPROVED, UNDECIDED])
async def test_a_token_is_active_or_waits_for_its_cardholder(
    house: House, ctx: Context, decision: Decision, state: State, activated_at: object
) -> None:
    card = await a_card_of(house, ctx)

    token = await do(house, ctx, lambda unit: issue(ctx, unit, card, order=replace(ORDER, decision=decision)))

    assert (token.state, token.activated_at, token.card, token.wallet) == (state, activated_at, card.reference, "216")
    assert (token.expiry, token.holders, token.atc) == (Expiry(2031, 1), frozenset(), 0)
    assert await tokens_of(house, card) == [token]


async def test_a_new_token_is_told_and_its_history_begins(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)

    token = await do(house, ctx, lambda unit: issue(ctx, unit, card, order=ORDER))

    history = await house.store.read("default", lambda unit: unit.tokens.history(token.reference))
    notices = await house.store.read("default", lambda unit: unit.notices.newest(most=9))
    assert [(move.before, move.after, move.cause.by, move.at) for move in history] == [(None, State.ACTIVE, Actor.REQUESTOR, NOON)]
    assert [notice.receiver for notice in notices] == ["issuer:b", "issuer:a"]


def stuck(times: int) -> Chance:
    """Chance that draws the same device account number so many times, and everything else as always."""
    calls, usual = count(), seeded(b"usual")
    return lambda n: bytes(n) if n == 18 and next(calls) < times else usual(n)


async def issue_with(house: House, ctx: Context, card: Card, chance: Chance) -> Token:
    async def work(unit: Unit) -> Token:
        ctx.__dict__["ids"] = Ids(chance)
        return await issue(ctx, unit, card, order=ORDER)

    return await do(house, ctx, work)


async def test_a_number_that_is_taken_is_drawn_again(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    first = await issue_with(house, ctx, card, stuck(1))

    second = await issue_with(house, ctx, card, stuck(DRAWS - 1))

    assert first.number == Pan("5480900000000009")
    assert second.number != first.number
    assert len(await tokens_of(house, card)) == 2


async def test_who_never_draws_a_free_number_gives_up_and_keeps_nothing(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    first = await issue_with(house, ctx, card, stuck(1))

    with pytest.raises(TooManyTokens):
        await issue_with(house, ctx, card, stuck(DRAWS))

    assert await tokens_of(house, card) == [first]


async def test_tokens_can_be_made_at_the_end_of_the_century(house: House) -> None:
    ctx = house.context(replace(house.home, clock=Clock().advanced(timedelta(days=365 * 150))))
    card = await a_card_of(house, ctx)

    token = await do(house, ctx, lambda unit: issue(ctx, unit, card, order=ORDER))

    assert token.expiry.year == 2099


async def test_a_move_is_kept_told_and_written_down(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    token = await a_token_of(house, ctx, card)

    suspended = await do(house, ctx, lambda unit: change(ctx, unit, token, action=Action.SUSPEND, cause=ISSUER))

    history = await house.store.read("default", lambda unit: unit.tokens.history(token.reference))
    assert suspended == replace(token, state=State.SUSPENDED, holders=frozenset({Actor.ISSUER}))
    assert await tokens_of(house, card) == [suspended]
    assert [(move.before, move.after, move.cause) for move in history][1:] == [(State.ACTIVE, State.SUSPENDED, ISSUER)]
    assert len(await house.store.read("default", lambda unit: unit.notices.newest(most=9))) == 4


async def test_a_refused_move_leaves_no_trace(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    token = await do(house, ctx, lambda unit: issue(ctx, unit, card, order=ORDER))

    with pytest.raises(IllegalTransition):
        await do(house, ctx, lambda unit: change(ctx, unit, token, action=Action.ACTIVATE, cause=ISSUER))

    assert await tokens_of(house, card) == [token]
    assert len(await house.store.read("default", lambda unit: unit.tokens.history(token.reference))) == 1
    assert len(await house.store.read("default", lambda unit: unit.notices.newest(most=9))) == 2


async def test_a_token_to_change_must_exist(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    token = await do(house, ctx, lambda unit: issue(ctx, unit, card, order=ORDER))

    assert await do(house, ctx, lambda unit: token_to_change(unit, token.reference)) == token
    with pytest.raises(UnknownToken, match="D404"):
        await do(house, ctx, lambda unit: token_to_change(unit, "D404"))


async def test_what_is_noted_of_a_token_is_kept_with_it_or_not_at_all(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)

    async def refuse(token: Token) -> None:
        raise TooManyTokens(token.reference)

    with pytest.raises(TooManyTokens):
        await do(house, ctx, lambda unit: issue(ctx, unit, card, order=ORDER, note=refuse))

    assert await tokens_of(house, card) == []
    assert await house.store.read("default", lambda unit: unit.notices.newest(most=9)) == []


async def test_a_renewed_token_keeps_its_number_and_its_state(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    token = await a_token_of(house, ctx, card)
    later = house.context(replace(house.home, clock=Clock().advanced(timedelta(days=366 * 5))))

    renewed = await do(house, later, lambda unit: renew(later, unit, token, cause=ISSUER))

    assert renewed == replace(token, expiry=Expiry(2036, 1))
    assert await tokens_of(house, card) == [renewed]
    history = await house.store.read("default", lambda unit: unit.tokens.history(token.reference))
    assert (history[-1].before, history[-1].after, history[-1].cause) == (State.ACTIVE, State.ACTIVE, ISSUER)
