"""Disputes of Stripe's that end as the network would end them."""

from emulator.admin.schemas.stripe import DisputeSeen, ResolveDispute
from emulator.admin.service.entry import act
from emulator.core.context import Context
from emulator.providers.stripe.service.spending.disputes import resolve
from emulator.providers.stripe.service.spending.disputes.outcomes import Outcome


async def resolve_dispute(ctx: Context, _unit: None, message: ResolveDispute) -> DisputeSeen:
    """End a dispute as the network would.

    Raises:
        NoSuchObject: there is none.
        IllegalMove: it was not submitted, or has ended.
    """
    world = await act(ctx, message.namespace)
    outcome = Outcome(message.status, message.loss_reason)
    ended = await ctx.house.unit(world, lambda unit: resolve(world, unit, message.dispute, outcome=outcome))
    return DisputeSeen(
        id=ended["id"],
        status=ended["status"],
        amount=ended["amount"],
        currency=ended["currency"],
        loss_reason=ended.get("loss_reason"),
    )
