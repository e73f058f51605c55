"""An event becomes one row in the outbox for each receiver, in the unit that caused it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from emulator.core.announcer import Announcer
from emulator.core.context import Context, House
from emulator.domain.errors import UnknownCard
from emulator.domain.notices import Delivery, Receiver
from emulator.domain.tokens import Action, Actor, Cause, State, TokenCreated, TokenMoved
from emulator.storage.unit import Unit
from tests.core.sample import API, GREETING, NOON, NOTICE
from tests.storage.samples import a_token

CAUSE = Cause(Actor.ISSUER)


async def emit(house: House, ctx: Context, event: Any) -> None:
    await house.unit(ctx, lambda unit: unit.emit(event))


async def test_every_receiver_gets_a_notice(house: House, ctx: Context) -> None:
    await emit(house, ctx, TokenCreated(a_token(), CAUSE))

    notices = await house.store.read("default", lambda unit: unit.notices.newest(most=9))
    assert [(notice.receiver, notice.url) for notice in notices] == [
        ("issuer:b", "http://b.example/news"),
        ("issuer:a", "http://a.example/news"),
    ]
    assert {(notice.api, notice.name, notice.state, notice.tries) for notice in notices} == {("sample", "token_news", Delivery.PENDING, 0)}
    assert {(notice.created_at, notice.due_at) for notice in notices} == {(NOON, NOON)}


async def test_a_notice_holds_the_plain_body_without_what_is_absent(house: House, ctx: Context) -> None:
    await emit(house, ctx, TokenCreated(a_token(), CAUSE))

    notices = await house.store.read("default", lambda unit: unit.notices.newest(most=9))
    assert {notice.body for notice in notices} == {b'{"reference":"%s"}' % a_token().reference.encode()}


async def test_every_notice_has_an_id_of_its_own_that_a_seed_repeats(house: House) -> None:
    for world in ("default", "other"):
        ctx = house.context(replace(house.home, id=world), cause="same")
        await emit(house, ctx, TokenCreated(a_token(), CAUSE))

    ids = [
        [notice.id for notice in await house.store.read(world, lambda unit: unit.notices.newest(most=9))] for world in ("default", "other")
    ]
    assert len({*ids[0], *ids[1]}) == 4
    assert house.context(house.home, cause="same").ids.hex_uuid() != ids[0][0]


async def test_the_courier_hears_of_notices_and_only_of_them(house: House, ctx: Context) -> None:
    await emit(house, ctx, TokenCreated(replace(a_token(), wallet=None), CAUSE))
    silent = ctx.noticed

    await emit(house, ctx, TokenCreated(a_token(2), CAUSE))

    assert (silent, ctx.noticed) == (False, True)


async def test_an_event_that_nobody_waits_for_leaves_nothing(house: House, ctx: Context) -> None:
    await emit(house, ctx, "an event of another kind")

    assert await house.store.read("default", lambda unit: unit.notices.newest(most=9)) == []


async def test_an_api_writes_its_books_in_the_same_unit_and_for_its_events_only(house: House, ctx: Context) -> None:
    moved = TokenMoved(State.ACTIVE, Action.SUSPEND, a_token(2), CAUSE)

    await emit(house, ctx, TokenCreated(a_token(1), CAUSE))
    await emit(house, ctx, moved)

    async def books(unit: Unit) -> list[object]:
        return [await unit.documents.get(GREETING, f"book of {token.reference}") for token in (a_token(1), a_token(2))]

    assert await house.store.read("default", books) == [{}, None]


async def test_a_notice_that_cannot_be_written_takes_the_change_with_it(house: House, ctx: Context) -> None:
    async def fail(_ctx: Context, _unit: Unit, _event: Any) -> Any:
        raise UnknownCard("F404")

    house.announce = Announcer.of([replace(API, notices=(NOTICE, replace(NOTICE, name="broken", body=fail)))])

    async def work(unit: Unit) -> None:
        await unit.tokens.add(a_token())
        await unit.emit(TokenCreated(a_token(), CAUSE))

    with pytest.raises(UnknownCard):
        await house.unit(ctx, work)

    assert await house.store.read("default", lambda unit: unit.tokens.get(a_token().reference)) is None
    assert await house.store.read("default", lambda unit: unit.notices.newest(most=9)) == []


async def test_the_notices_of_all_apis_are_collected_in_their_order(house: House, ctx: Context) -> None:
    async def one(_unit: Unit, _event: Any) -> Iterable[Receiver]:
        return [Receiver("issuer:a", "http://a.example")]

    first = replace(API, name="first", notices=(replace(NOTICE, audience=one),))
    house.announce = Announcer.of([first, replace(first, name="second")])

    await emit(house, ctx, TokenCreated(a_token(), CAUSE))

    notices = await house.store.read("default", lambda unit: unit.notices.newest(most=9))
    assert [notice.api for notice in notices] == ["second", "first"]
