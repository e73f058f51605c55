"""The ways to verify a cardholder: asked of the issuer, shown, and remembered for the choice."""

from dataclasses import replace

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.domain.cards import Card
from emulator.domain.codes import Method, Purpose
from emulator.domain.errors import IllegalTransition, WrongStep
from emulator.domain.tokens import State, Token
from emulator.providers.vts import methods, requestors
from emulator.providers.vts.records import provisionings
from emulator.providers.vts.records.provisionings import Provisioning
from emulator.providers.vts.token_service.schemas import step_up as shown
from emulator.providers.vts.token_service.service.asking import ways_of
from emulator.storage.unit import Unit


async def ask_for_ways(ctx: Context, message: shown.GetStepUpOptions) -> tuple[Method, ...]:
    """Return the ways to verify the holder of a token that waits for it."""

    async def work(unit: Unit) -> tuple[Token, Card]:
        token = await requestors.own_token(ctx, unit, message.vProvisionedTokenID)
        purpose_of(token, await provisionings.of_token(ctx, unit, token))
        return token, await card_of(unit, token)

    token, card = await ctx.house.unit(ctx, work)
    return await ways_of(ctx, token, card)


async def get_step_up_options(ctx: Context, unit: Unit, message: shown.GetStepUpOptions) -> shown.StepUpOptions:
    """Show the ways, and remember them for the choice."""
    token = await requestors.held_token(ctx, unit, message.vProvisionedTokenID)
    record = await provisionings.of_token(ctx, unit, token)
    purpose_of(token, record)
    await provisionings.save(unit, replace(record, methods=ctx.asked))
    return shown.StepUpOptions(stepUpRequest=shown_ways(ctx.asked))


def purpose_of(token: Token, record: Provisioning) -> Purpose:
    """Return what a right code does for this token.

    Raises:
        WrongStep: nobody waits for the cardholder to be verified.
        IllegalTransition: the token is stopped, or at its end.
    """
    if token.state is State.REQUESTED:
        return Purpose.ACTIVATION
    if token.state is not State.ACTIVE:
        raise IllegalTransition(token.state, "be verified")
    if record.pending is None:
        raise WrongStep("the token is active, and no device waits to be bound")
    return Purpose.AUTHENTICATION


def shown_ways(ways: tuple[Method, ...]) -> list[shown.StepUpRequest]:
    """Return ways to verify the cardholder as a requestor reads them."""
    return [shown.StepUpRequest(method=methods.FOR_REQUESTORS[one.channel], value=one.address, identifier=one.id) for one in ways]
