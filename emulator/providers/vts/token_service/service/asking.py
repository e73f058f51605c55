"""Asking the issuer before anything is written: may the card have a token, and how can its holder be verified."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from emulator.core.context import Asker, Context
from emulator.domain.cards import Card
from emulator.domain.codes import Method
from emulator.domain.decisions import APPROVE, Decision, decide, magic_of
from emulator.domain.errors import DomainError
from emulator.domain.parties import Issuer
from emulator.domain.tokens import Token
from emulator.providers.vts import methods, statuses
from emulator.providers.vts.issuer import routes as issuer
from emulator.providers.vts.issuer import schemas
from emulator.providers.vts.issuer.schemas.questions import VerificationMethod
from emulator.providers.vts.issuer.service.accounts import ASSURANCE, card_and_token, circumstances, counts, expiration
from emulator.providers.vts.issuer.service.listeners import issuer_of
from emulator.providers.vts.records import pans, provisionings
from emulator.providers.vts.token_service.service.wishes import Wish, downgraded, issuer_of_eligible
from emulator.storage.unit import Unit

CODES: Final[Mapping[Decision, Literal["00", "85", "05"]]] = {
    Decision.APPROVED: "00",
    Decision.REQUIRE_AUTHENTICATION: "85",
    Decision.DECLINED: "05",
}
DECISIONS: Final[Mapping[str, Decision]] = {code: decision for decision, code in CODES.items()}

# An issuer that is not there has said nothing; one that is there and silent, or talks nonsense, has failed.
NOBODY: Final = frozenset({"unreachable", "bad_url", "not_prepared"})
SOURCES: Final[Mapping[str, Literal["01", "02", "03"]]] = {"MANUALLYENTERED": "01", "ONFILE": "02", "ISSUER_PUSH_PROVISION": "03"}

Prepare = Callable[[Unit], Awaitable[Wish]]
"""Finds out what is asked for."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of asking; without a decision the network's own rules decide. The names are for the token to come."""

    token_reference_id: str = ""
    pan_reference_id: str = ""
    life_cycle_trace_id: str = ""
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What an issuer is asked about; `card` is None for a number that the vault does not have."""

    wish: Wish
    issuer: Issuer
    card: Card | None
    pan_reference_id: str
    counts: Mapping[str, int]


async def consult(ctx: Context, prepare: Prepare) -> Verdict:
    """Return what the issuer says; nothing when nobody is asked, or nobody is there.

    Nobody is asked about a number that stands for an outcome, and nobody about a request that will be refused. Some
    numbers stand for an answer that takes its time.
    """
    wished = await _wished(ctx, prepare)
    if wished is None:
        return _unasked(ctx)
    wish, party = wished
    asker, magic = ctx.house.asker, magic_of(wish.pan)
    if magic is not APPROVE:
        await asyncio.sleep(magic.delay)
    if magic is not APPROVE or asker is None or not party.callback_url:
        return _unasked(ctx)
    return await _asked(ctx, asker, await _subject(ctx, wish, party))


def decided(ctx: Context, wish: Wish) -> Decision:
    """Return the issuer's decision where it was asked and answered, else the network's own. Raises what a number stands for."""
    return downgraded(wish, heard(ctx).decision or decide(wish.pan))


def heard(ctx: Context) -> Verdict:
    """Return what was asked before this unit began."""
    return ctx.asked if isinstance(ctx.asked, Verdict) else Verdict()


async def ways_of(ctx: Context, token: Token, card: Card) -> tuple[Method, ...]:
    """Return the ways to verify a cardholder: those of the card's number, else the issuer's, else the usual ones."""
    forced = magic_of(card.pan).channels
    if forced or ctx.house.asker is None:
        return methods.over(forced)

    async def prepare(unit: Unit) -> tuple[Issuer | None, schemas.VerificationMethods]:
        return await issuer_of(unit, token), await _ways_wanted(ctx, unit, token, card=card)

    party, question = await ctx.house.unit(ctx, prepare)
    if party is None or not party.callback_url:
        return methods.over(())
    asked = await ctx.house.asker.ask(ctx, issuer.METHODS, party=party, message=question)
    named = _named(asked.answer.cardholderVerificationMethods) if asked.answer else ()
    return named or methods.over(())


def _named(listed: list[VerificationMethod]) -> tuple[Method, ...]:
    return tuple(Method(one.identifier, methods.CHANNELS[one.type], one.value) for one in listed)


async def _wished(ctx: Context, prepare: Prepare) -> tuple[Wish, Issuer] | None:
    """Return what is asked for, and whose card it is; None for what will be refused."""

    async def work(unit: Unit) -> tuple[Wish, Issuer] | None:
        try:
            wish = await prepare(unit)
            return wish, await issuer_of_eligible(ctx, unit, wish)
        except DomainError:
            return None

    return await ctx.house.store.read(ctx.namespace.id, work)


def _unasked(ctx: Context) -> Verdict:
    # The stretch of chance that a question takes is passed over: what follows is drawn from the same place whoever listens.
    ctx.enter_unit()
    return Verdict()


async def _subject(ctx: Context, wish: Wish, party: Issuer) -> Subject:
    async def work(unit: Unit) -> Subject:
        card = await unit.cards.by_pan(wish.pan)
        reference = await pans.reference_of(ctx, unit, card) if card else pans.drawn(ctx)
        return Subject(wish, party, card, reference, await counts(unit, card))

    found: Subject = await ctx.house.unit(ctx, work)
    return found


async def _asked(ctx: Context, asker: Asker, subject: Subject) -> Verdict:
    question = _question(ctx, subject)
    asked = await asker.ask(ctx, issuer.APPROVE, party=subject.issuer, message=question)
    decision: Decision | None = None
    if asked.answer is not None:
        decision = DECISIONS[asked.answer.actionCode]
    elif asked.cause not in NOBODY:
        decision = DECISIONS[ctx.settings.visa_silence]
    return Verdict(question.tokenReferenceID, subject.pan_reference_id, question.lifeCycleTraceID, decision)


def _question(ctx: Context, subject: Subject) -> schemas.ApproveProvisioning:
    wish = subject.wish
    kind = statuses.kind_of(wish.said.get("protectionType"))
    token = schemas.IssuersToken(
        tokenType=statuses.type_of(kind, tuple(wish.said.get("presentationType") or ())),
        tokenStatus="INACTIVE",
        tokenAssuranceLevel=ASSURANCE,
        **dict(subject.counts),
    )
    card = schemas.CardholderInfo(
        primaryAccountNumber=wish.pan.reveal(), cvv2=wish.code, name=wish.holder, expirationDate=expiration(wish.expiry)
    )
    return schemas.ApproveProvisioning(
        tokenRequestorID=wish.requestor.id,
        tokenReferenceID=provisionings.token_reference_id(ctx),
        panReferenceID=subject.pan_reference_id,
        lifeCycleTraceID=provisionings.life_cycle_trace_id(ctx),
        cvv2ResultsCode="M" if wish.code else None,
        **circumstances(wish.said),
        encryptedData=schemas.CardAndToken(cardholderInfo=card, tokenInfo=token),
    )


async def _ways_wanted(ctx: Context, unit: Unit, token: Token, *, card: Card) -> schemas.VerificationMethods:
    record = await provisionings.of_token(ctx, unit, token)
    return schemas.VerificationMethods(
        tokenRequestorID=token.requestor,
        tokenReferenceID=record.token_reference_id,
        panReferenceID=await pans.reference_of(ctx, unit, card),
        lifeCycleTraceID=record.life_cycle_trace_id,
        riskInformation=schemas.RiskInformation(panSource=SOURCES.get(record.said.get("panSource", ""))),
        encryptedData=await card_and_token(unit, card, token, said=record.said),
    )
