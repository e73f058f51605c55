"""Cards go into wallets, and wallets move their tokens: the part of the phone, played by hand."""

from collections.abc import Mapping
from typing import Any, Final

from emulator.admin.schemas.wallets import CreateToken, DeviceGiven, MoveToken, TokenAdded, TokenMovedSeen, WalletAction
from emulator.admin.service.entry import act
from emulator.admin.service.vault.lists import code_seen, token_seen
from emulator.core.context import Context
from emulator.core.provisioning import aliases, change, token_to_change, wallets
from emulator.core.provisioning.circumstances import Circumstances, Device
from emulator.core.provisioning.wallets import Added, Wish
from emulator.domain.decisions import Decision
from emulator.domain.tokens import Action, Actor, Cause
from emulator.storage.unit import Unit

ACTIONS: Final[Mapping[WalletAction, Action]] = {
    WalletAction.DELETE: Action.DELETE,
    WalletAction.RESUME: Action.RESUME,
    WalletAction.SUSPEND: Action.SUSPEND,
}
# What a wallet that says nothing else advises: what then happens.
ADVICE: Final[Mapping[Decision, str]] = {
    Decision.APPROVED: "approve",
    Decision.REQUIRE_AUTHENTICATION: "require_auth",
    Decision.DECLINED: "decline",
}


async def create_token(ctx: Context, _unit: None, message: CreateToken) -> TokenAdded:
    """Put a card into a wallet."""
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> Added:
        card = await aliases.card_called(unit, message.card)
        return await wallets.add(world, unit, card, wish=Wish(_circumstances(message), message.path, message.requestor))

    added: Added = await ctx.house.unit(world, work)
    return TokenAdded(
        decision=added.decision,
        token=token_seen(added.token) if added.token else None,
        code=code_seen(added.code, world.now) if added.code else None,
    )


async def move_token(ctx: Context, _unit: None, message: MoveToken) -> TokenMovedSeen:
    """Move a token as its wallet does."""
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> TokenMovedSeen:
        token = await token_to_change(unit, message.reference)
        if message.code is not None:
            outcome, moved = await wallets.verify(world, unit, token, digits=message.code)
            return TokenMovedSeen(token=token_seen(moved), outcome=outcome)
        moved = await change(world, unit, token, action=ACTIONS[message.action], cause=Cause(Actor.REQUESTOR))
        return TokenMovedSeen(token=token_seen(moved), outcome=None)

    moved: TokenMovedSeen = await ctx.house.unit(world, work)
    return moved


def _circumstances(message: CreateToken) -> Circumstances:
    device = message.device or DeviceGiven()
    advice: dict[str, Any] = message.advice.model_dump(exclude_none=True) if message.advice else {}
    if message.path:
        advice = {"suggested_decision": ADVICE[wallets.DECISIONS[message.path]], **advice}
    return Circumstances(message.card, message.wallet, Device(**device.model_dump()), advice)
