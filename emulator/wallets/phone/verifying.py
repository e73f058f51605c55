"""The yellow path: the cardholder chooses a way, receives a code, and types it in."""

from dataclasses import dataclass
from typing import Final

from emulator.core.context import Context
from emulator.domain.codes import Method, Outcome
from emulator.domain.errors import UnknownMethod
from emulator.storage.unit import Unit
from emulator.wallets.phone import passes
from emulator.wallets.phone.passes import Held
from emulator.wallets.services import service_of

SENT: Final = "sent"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a code came to, and the pass after it."""

    outcome: Outcome
    held: Held


async def methods_of(ctx: Context, held: Held) -> tuple[Method, ...]:
    """Return the ways in which the holder of a pass can be verified."""
    return await service_of(ctx, held.token.network).methods(ctx, held.token)


async def send_code(ctx: Context, pass_id: str, *, method: str | None) -> Method:
    """Have a code sent the way that is chosen by its id, or the first way that brings one.

    Raises:
        UnknownPass, UnknownMethod: there is no such pass, or no such way.
        DomainError: no code is sent this way, or the last one is spent.
    """
    held: Held = await ctx.house.store.read(ctx.namespace.id, lambda unit: passes.get(unit, pass_id))
    service, ways = service_of(ctx, held.token.network), await methods_of(ctx, held)
    chosen = next((way for way in ways if (way.id == method if method else way.carries_codes)), None)
    if chosen is None:
        raise UnknownMethod("the cardholder was not offered this way")
    ctx.asked = await service.ask_to_send(ctx, held.token, method=chosen)
    await ctx.house.unit(ctx, lambda unit: service.send_code(ctx, unit, held.token, method=chosen))
    return chosen


async def enter_code(ctx: Context, pass_id: str, *, digits: str) -> Tried:
    """Type a code in; the right one brings the token to life.

    Raises:
        UnknownPass: there is no such pass.
        DomainError: there is no code that could be tried.
    """
    held: Held = await ctx.house.store.read(ctx.namespace.id, lambda unit: passes.get(unit, pass_id))
    service = service_of(ctx, held.token.network)
    ctx.asked = await service.ask_code(ctx, held.token, digits=digits)

    async def work(unit: Unit) -> Tried:
        outcome = await service.try_code(ctx, unit, held.token, digits=digits)
        return Tried(outcome, await passes.get(unit, pass_id))

    tried: Tried = await ctx.house.unit(ctx, work)
    return tried
