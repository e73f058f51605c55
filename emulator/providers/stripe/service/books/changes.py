"""Writing an object into the books, and telling of it: every creation and every change is an event.

Events: docs.stripe.com/api/events/object. An event is rendered when it happens and does not change afterwards.
"""

from dataclasses import dataclass
from typing import Any

from emulator.core.context import Context
from emulator.providers.stripe.service.books.differences import previous_attributes
from emulator.providers.stripe.service.books.identifiers import identifier
from emulator.providers.stripe.service.books.kinds import BY_NAME, EVENT, Body, ObjectType
from emulator.providers.stripe.service.books.shelf import arranged
from emulator.providers.stripe.service.books.subscribers import subscribers
from emulator.providers.stripe.wire import conversation
from emulator.providers.stripe.wire.expand import View
from emulator.providers.stripe.wire.versions import NEWEST
from emulator.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Happened:
    """Something happened in the books: the event that tells of it, as it is kept."""

    event: Body


@dataclass(frozen=True, slots=True)
class News:
    """What happened to an object: `what` is the last part of the event's type, `previous` the old values of what changed."""

    body: Body
    what: str
    previous: Body | None = None


def seconds(ctx: Context) -> int:
    """Return the world's time as objects write it: Unix seconds."""
    return int(ctx.now.timestamp())


def newborn(ctx: Context, of: ObjectType) -> Body:
    """Return the members that every new object begins with."""
    return {"id": identifier(ctx, of), "object": of.name, "created": seconds(ctx), "livemode": False}


async def add(unit: Unit, body: Body) -> Body:
    """Write a new object and tell nobody; return it as it is kept."""
    of, kept = BY_NAME[body["object"]], arranged(body)
    await unit.documents.add(of.kind, kept["id"], kept)
    return kept


async def created(ctx: Context, unit: Unit, body: Body) -> Body:
    """Write a new object and tell of it; return it as it is kept."""
    kept = await add(unit, body)
    await tell(ctx, unit, News(kept, "created"))
    return kept


async def keep(unit: Unit, before: Body, **changes: Any) -> Body:
    """Write the changes and tell nobody; return the object as it is kept."""
    of, kept = BY_NAME[before["object"]], arranged({**before, **changes})
    if kept != before:
        await unit.documents.save(of.kind, kept["id"], kept)
    return kept


async def changed(ctx: Context, unit: Unit, before: Body, **changes: Any) -> Body:
    """Write the changes, and tell of those that can be seen; return the object as it is kept."""
    kept = await keep(unit, before, **changes)
    if previous := previous_attributes(before, kept):
        await tell(ctx, unit, News(kept, "updated", await _as_shown(ctx, unit, before, previous=previous)))
    return kept


async def tell(ctx: Context, unit: Unit, news: News) -> None:
    """Keep an event about an object, and send it to whoever listens; nothing for objects that have no events."""
    of = BY_NAME[news.body["object"]]
    if of.announced is None:
        return
    event = await add(unit, await _event(ctx, unit, news, event_type=f"{of.announced}.{news.what}"))
    await unit.emit(Happened(event))


async def _as_shown(ctx: Context, unit: Unit, before: Body, *, previous: Body) -> Body:
    """Return old values as an answer shows them: whole objects where those belong inside."""
    of = BY_NAME[before["object"]]
    if previous.keys().isdisjoint(of.whole):
        return previous
    shown = await View(ctx, unit).of(before, {})
    return {name: shown[name] if name in of.whole else value for name, value in previous.items()}


async def _event(ctx: Context, unit: Unit, news: News, *, event_type: str) -> Body:
    data: Body = {"object": await View(ctx, unit).of(news.body, {})}
    if news.previous is not None:
        data["previous_attributes"] = news.previous
    return {
        **newborn(ctx, EVENT),
        "api_version": NEWEST,
        "data": data,
        "pending_webhooks": len(await subscribers(unit, event_type)),
        "request": {"id": conversation.request_id(ctx), "idempotency_key": conversation.idempotency_key(ctx)},
        "type": event_type,
    }
