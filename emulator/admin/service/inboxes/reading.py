"""What came into an inbox, and waiting for what has yet to come."""

from emulator.admin.schemas.events.inboxes import Emptied, InboxMessage, InboxPage, OneInbox, ReadInbox
from emulator.admin.service.exchanges.shown import Show, content
from emulator.core.callbacks.inbox import Received
from emulator.core.context import Context
from emulator.logs import mask


async def read_inbox(ctx: Context, _unit: None, message: ReadInbox) -> InboxPage:
    """Return the messages of an inbox; wait for them when asked to."""
    inbox = ctx.house.inbox
    found = inbox.held(message.name, after=message.after)
    if message.wait and len(found) < message.count:
        found = await inbox.wait(message.name, count=message.count, after=message.after, seconds=message.wait)
    show: Show = str if message.reveal else mask
    return InboxPage(complete=len(found) >= message.count, messages=[_seen(one, show) for one in found])


async def empty_inbox(ctx: Context, _unit: None, message: OneInbox) -> Emptied:
    """Forget an inbox."""
    return Emptied(messages=ctx.house.inbox.clear(message.name))


def _seen(received: Received, show: Show) -> InboxMessage:
    request = received.request
    below = request.path.removeprefix("/_emulator/inbox/").partition("/")[2]
    return InboxMessage(
        number=received.number,
        at=received.at,
        method=request.method,
        path=show(f"/{below}"),
        query=show(request.query),
        headers={name: show(value) for name, value in request.headers.items()},
        body=content(request.body, show),
    )
