"""From what a handler found to what its caller reads: one answer for every operation."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel

from emulator.core.context import Context
from emulator.providers.stripe.service.books.kinds import Body
from emulator.providers.stripe.wire.expand import NOTHING, Asked, View, expansions
from emulator.providers.stripe.wire.parameters import Parameters
from emulator.storage.unit import Unit

Message = TypeVar("Message", bound=Parameters)


class Answer(BaseModel):
    """An object as it goes out. Its shape is that of the operation's response model; its nulls are part of it."""

    body: Body

    def model_dump_json(self, **_options: Any) -> str:
        """Return the object itself, members without a value included."""
        return orjson.dumps(self.body).decode()


def answering(
    handler: Callable[[Context, Unit, Message], Awaitable[Body]], *, asked: Mapping[str, Asked] = NOTHING
) -> Callable[[Context, Unit, Message], Awaitable[Answer]]:
    """Return a handler whose answers are shown as the caller wants them expanded.

    `asked` are the members that this operation shows when asked to.
    """

    async def answer(ctx: Context, unit: Unit, message: Message) -> Answer:
        wanted = expansions(message.expand)
        found = await handler(ctx, unit, message)
        return Answer(body=await View(ctx, unit, asked).of(found, wanted))

    return answer
