"""From an event to the endpoints that listen to it, and back: what they have taken is no longer pending."""

from collections.abc import Iterable

import orjson

from emulator.core.context import Context
from emulator.domain.notices import Delivery, NoticeSettled, Receiver
from emulator.providers.stripe.service.books.changes import Happened, keep
from emulator.providers.stripe.service.books.kinds import EVENT
from emulator.providers.stripe.service.books.subscribers import subscribers
from emulator.providers.stripe.wire.answers import Answer
from emulator.storage.unit import Unit

API = "stripe"


async def listeners(unit: Unit, happened: Happened) -> Iterable[Receiver]:
    """Return the endpoints that an event is sent to."""
    return [Receiver(endpoint["id"], endpoint["url"]) for endpoint in await subscribers(unit, happened.event["type"])]


async def told(_ctx: Context, _unit: Unit, happened: Happened) -> Answer:
    """Return the event as endpoints read it."""
    return Answer(body=happened.event)


async def settled(_ctx: Context, unit: Unit, happened: NoticeSettled) -> None:
    """Count an endpoint that has taken its event; one that takes it again does not count twice."""
    notice = happened.notice
    if notice.api != API or notice.state is not Delivery.DELIVERED or happened.before is Delivery.DELIVERED:
        return
    event = await unit.documents.hold(EVENT.kind, orjson.loads(notice.body)["id"])
    if event and event["pending_webhooks"]:
        await keep(unit, event, pending_webhooks=event["pending_webhooks"] - 1)
