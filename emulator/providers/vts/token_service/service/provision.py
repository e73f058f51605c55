"""Enrolling cards, and making tokens of them: decide, record, and say what came of it."""

from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import Order, enrol, issue
from emulator.core.provisioning.circumstances import Circumstances
from emulator.domain.cards import Card
from emulator.domain.decisions import Decision
from emulator.domain.tokens import Token
from emulator.providers.vts import requestors, statuses
from emulator.providers.vts.reasons import Declined
from emulator.providers.vts.records import pans, provisionings
from emulator.providers.vts.records.provisionings import Provisioning
from emulator.providers.vts.token_service.schemas import cards, tokens
from emulator.providers.vts.token_service.service import products, wishes
from emulator.providers.vts.token_service.service.asking import CODES, Verdict, consult, decided, heard
from emulator.providers.vts.token_service.service.wishes import Wish
from emulator.storage.unit import Unit

UNASKED: Final = Verdict()


async def enroll_pan(ctx: Context, unit: Unit, message: cards.EnrollPan) -> cards.EnrolledPan:
    """Enrol a card; one that is enrolled already keeps its id."""
    requestor = await requestors.calling(ctx, unit)
    sent = message.encPaymentInstrument
    pan, expiry = wishes.number_of(sent), wishes.expiry_of(sent)
    wish = Wish(requestor, pan, expiry, sent.name, wishes.code_of(message, sent))
    issuer = await wishes.issuer_of_eligible(ctx, unit, wish)
    wishes.refuse_unfit(pan)
    card = await enrol(ctx, unit, pan, expiry=expiry, holder=sent.name)
    return cards.EnrolledPan(
        vPanEnrollmentID=card.reference,
        paymentInstrument=products.instrument_of(card),
        cardMetaData=products.metadata_of(card, issuer),
    )


async def ask_before_provision(ctx: Context, message: tokens.Provision) -> Verdict:
    """Return what the issuer says of the card."""
    return await consult(ctx, lambda unit: wishes.of_card(ctx, unit, message))


async def ask_before_provision_enrolled(ctx: Context, message: tokens.ProvisionEnrolled) -> Verdict:
    """Return what the issuer says of the card."""
    return await consult(ctx, lambda unit: wishes.of_enrolled(ctx, unit, message))


async def provision(ctx: Context, unit: Unit, message: tokens.Provision) -> tokens.Provisioned:
    """Enrol a card and make a token of it, unless it is declined; a card that has one already gets another."""
    return await _fulfilled(ctx, unit, await wishes.of_card(ctx, unit, message))


async def provision_enrolled(ctx: Context, unit: Unit, message: tokens.ProvisionEnrolled) -> tokens.Provisioned:
    """Make a token of a card that is enrolled, unless it is declined."""
    return await _fulfilled(ctx, unit, await wishes.of_enrolled(ctx, unit, message))


async def _fulfilled(ctx: Context, unit: Unit, wish: Wish) -> tokens.Provisioned:
    await wishes.issuer_of_eligible(ctx, unit, wish)
    decision = decided(ctx, wish)
    if decision is Decision.DECLINED:
        raise Declined("the issuer declines")
    token, card = await fulfil(ctx, unit, wish, decision=decision)
    return await _answer(ctx, unit, token, card=card)


async def fulfil(
    ctx: Context, unit: Unit, wish: Wish, *, decision: Decision, circumstances: Circumstances | None = None
) -> tuple[Token, Card]:
    """Make the token, and write down how it came about."""
    card = await enrol(ctx, unit, wish.pan, expiry=wish.expiry, holder=wish.holder)
    await pans.keep(unit, card, heard(ctx).pan_reference_id or pans.drawn(ctx))
    kind = statuses.kind_of(wish.said.get("protectionType"))
    order = Order(wish.requestor.id, kind, decision, wish.requestor.wallet, circumstances)

    async def note(token: Token) -> None:
        await provisionings.add(unit, _record(ctx, wish, token, decision=decision))

    return await issue(ctx, unit, card, order=order, note=note), card


def _record(ctx: Context, wish: Wish, token: Token, *, decision: Decision) -> Provisioning:
    verdict = heard(ctx)
    return Provisioning(
        token=token.reference,
        token_reference_id=verdict.token_reference_id or provisionings.token_reference_id(ctx),
        life_cycle_trace_id=verdict.life_cycle_trace_id or provisionings.life_cycle_trace_id(ctx),
        said=wish.said,
        action_code=CODES[decision],
    )


async def _answer(ctx: Context, unit: Unit, token: Token, *, card: Card) -> tokens.Provisioned:
    record = await provisionings.of_token(ctx, unit, token)
    made = tokens.TokenMade(
        encTokenInfo=secret_of(token),
        tokenStatus=statuses.FOR_REQUESTORS[token.state],
        tokenRequestorID=token.requestor,
        tokenReferenceID=record.token_reference_id,
        last4=token.number.suffix,
        expirationDate=products.expiration(token.expiry),
    )
    return tokens.Provisioned(
        vProvisionedTokenID=token.reference,
        vPanEnrollmentID=card.reference,
        paymentInstrument=products.instrument_of(card),
        tokenInfo=made,
    )


def secret_of(token: Token) -> tokens.TokenSecret:
    """Return what only the requestor may read."""
    return tokens.TokenSecret(token=token.number.reveal())
