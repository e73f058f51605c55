"""What a cardholder does with cards on the phone: pause, resume and remove one, and lose and find the phone itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import change, token_to_change
from emulator.domain.tokens import Action, Actor, Cause, State
from emulator.storage.unit import Unit
from emulator.wallets.phone import passes
from emulator.wallets.phone.passes import Held

# Reason codes of MDES Digital Enablement, where it has one; which a wallet gives is our own choice.
REASONS: Final[Mapping[Action, str]] = {Action.SUSPEND: "SUSPECTED_FRAUD", Action.RESUME: "DEVICE_FOUND", Action.DELETE: "OTHER"}

# A lost phone suspends what can pay; a found one resumes what it has suspended itself.
IN_LOST_MODE: Final[Mapping[Action, State]] = {Action.SUSPEND: State.ACTIVE, Action.RESUME: State.SUSPENDED}


async def move_pass(ctx: Context, pass_id: str, action: Action) -> Held:
    """Suspend, resume or delete the token of a pass, in the cardholder's name.

    Raises:
        UnknownPass: there is no such pass.
        IllegalTransition: the token's state, or who holds it, does not allow it.
    """

    async def work(unit: Unit) -> Held:
        return await _moved(ctx, unit, await passes.get(unit, pass_id), action=action)

    moved: Held = await ctx.house.unit(ctx, work)
    return moved


async def move_phone(ctx: Context, device: str, action: Action) -> list[Held]:
    """Suspend every active token of a phone that was lost, or resume those of one that was found; return what was moved."""

    async def work(unit: Unit) -> list[Held]:
        held = [one for one in await passes.newest(unit, device=device) if one.token.state is IN_LOST_MODE[action]]
        mine = [one for one in held if action is Action.SUSPEND or Actor.CARDHOLDER in one.token.holders]
        return [await _moved(ctx, unit, one, action=action) for one in mine]

    moved: list[Held] = await ctx.house.unit(ctx, work)
    return moved


async def _moved(ctx: Context, unit: Unit, held: Held, *, action: Action) -> Held:
    token = await token_to_change(unit, held.of.token)
    moved = await change(ctx, unit, token, action=action, cause=Cause(Actor.CARDHOLDER, REASONS[action], "on the phone"))
    return replace(held, token=moved)
