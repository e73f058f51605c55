"""Triggers: found by name among those of the vault, of the phone and of every API, and fired in one unit."""

from collections.abc import Iterator

from pydantic import ValidationError

from emulator.admin.schemas.events.triggers import Fired, FireTrigger, ListTriggers, TriggerList, TriggerSeen
from emulator.admin.service.entry import act
from emulator.admin.service.triggers import vault, wallets
from emulator.core.context import Context
from emulator.core.provider import Trigger
from emulator.domain.errors import DomainError, InvalidField
from emulator.storage.unit import Unit


class UnknownEvent(DomainError):
    """Nobody can make this event happen."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no event is called {name}: GET /_emulator/triggers lists them")


async def list_triggers(ctx: Context, _unit: None, _message: ListTriggers) -> TriggerList:
    """Name every event that can be made to happen."""
    return TriggerList(triggers=[_seen(trigger) for trigger in _triggers(ctx)])


async def fire_trigger(ctx: Context, _unit: None, message: FireTrigger) -> Fired:
    """Make an event happen in a world; whoever must hear of it is told."""
    trigger = next((one for one in _triggers(ctx) if one.name == message.event), None)
    if trigger is None:
        raise UnknownEvent(message.event)
    try:
        fields = trigger.message.model_validate(message.fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise InvalidField(".".join(("fields", *map(str, first["loc"]))), first["msg"]) from None
    world = await act(ctx, message.namespace)
    world.asked = await trigger.ask(world, fields) if trigger.ask else None

    async def work(unit: Unit) -> list[str]:
        return await trigger.fire(world, unit, fields)

    return Fired(event=trigger.name, done=await ctx.house.unit(world, work))


def _triggers(ctx: Context) -> Iterator[Trigger]:
    yield from vault.TRIGGERS
    yield from wallets.TRIGGERS
    for api in ctx.house.apis:
        yield from api.triggers


def _seen(trigger: Trigger) -> TriggerSeen:
    fields = {name: field.description or "" for name, field in trigger.message.model_fields.items()}
    return TriggerSeen(event=trigger.name, summary=trigger.summary, fields=fields)
