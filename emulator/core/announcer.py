"""From an event to the outbox: every API's notices for it, one row for each receiver, in the unit that caused it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from emulator.core.context import Context
from emulator.core.operation import Notice, filled
from emulator.core.provider import Api, Reaction
from emulator.core.scenarios.notices import as_armed
from emulator.domain.notices import Delivery, Receiver, StoredNotice
from emulator.storage.unit import Unit


@dataclass(frozen=True)
class Announcer:
    """Knows what an event causes in which API; no provider knows another."""

    reactions: Mapping[type, list[Reaction]]
    notices: Mapping[type, list[tuple[str, Notice]]]

    @classmethod
    def of(cls, apis: Iterable[Api]) -> "Announcer":
        """Collect the reactions and notices of all APIs by event."""
        reactions: defaultdict[type, list[Reaction]] = defaultdict(list)
        notices: defaultdict[type, list[tuple[str, Notice]]] = defaultdict(list)
        for api in apis:
            for reaction in api.reactions:
                for event in reaction.events:
                    reactions[event].append(reaction)
            for notice in api.notices:
                for event in notice.events:
                    notices[event].append((api.name, notice))
        return cls(dict(reactions), dict(notices))

    async def __call__(self, ctx: Context, unit: Unit, event: Any) -> None:
        """Let every API write its books, then put what the event causes into the outbox."""
        for reaction in self.reactions.get(type(event), ()):
            await reaction.react(ctx, unit, event)
        for api, notice in self.notices.get(type(event), ()):
            for receiver in await notice.audience(unit, event):
                await self._store(ctx, unit, event, api=api, notice=notice, receiver=receiver)

    async def _store(self, ctx: Context, unit: Unit, event: Any, *, api: str, notice: Notice, receiver: Receiver) -> None:
        body = await notice.body(ctx, unit, event)
        stored = StoredNotice(
            id=f"nt_{ctx.ids.hex_uuid()}",
            api=api,
            name=notice.name,
            receiver=receiver.name,
            url=receiver.url.rstrip("/") + filled(notice.path, body),
            body=body.model_dump_json(by_alias=True, exclude_none=True).encode(),
            state=Delivery.PENDING,
            tries=0,
            created_at=ctx.now,
            due_at=ctx.now,
        )
        for one in await as_armed(ctx, unit, stored):
            await unit.notices.add(one)
        ctx.noticed = True
