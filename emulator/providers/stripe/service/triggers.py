"""Events that a developer makes happen: a purchase, a lost card, the end of a dispute (docs.stripe.com/issuing/testing)."""

from collections.abc import Callable
from typing import Final

from emulator.core.context import Context
from emulator.core.provider import Trigger
from emulator.providers.stripe.schemas.cards import CreateCard
from emulator.providers.stripe.schemas.spending.authorizations import CreateAuthorization
from emulator.providers.stripe.schemas.triggers import OfCard, OfCardholder, OfDispute, OfPurchase, OfReceipt, OfWarning
from emulator.providers.stripe.service import cards
from emulator.providers.stripe.service.books.kinds import CARD, CARDHOLDER, DISPUTE, TRANSACTION, Body, ObjectType
from emulator.providers.stripe.service.books.refusals import NoSuchObject
from emulator.providers.stripe.service.books.shelf import get, hold
from emulator.providers.stripe.service.cards.warnings import warn
from emulator.providers.stripe.service.screening import screen
from emulator.providers.stripe.service.spending import authorizations, disputes
from emulator.providers.stripe.service.spending.authorizations.requests import Window
from emulator.providers.stripe.service.spending.disputes.outcomes import Outcome
from emulator.providers.stripe.service.spending.transactions.booking import CAPTURE
from emulator.providers.stripe.service.spending.transactions.receipts import receive
from emulator.storage.unit import Unit

# How many of the newest objects are looked at for one to which an event can happen.
LOOKED_AT: Final = 100


async def _ask(ctx: Context, message: OfPurchase) -> Window | None:
    wanted: CreateAuthorization = await ctx.house.store.read(ctx.namespace.id, lambda unit: _purchase(unit, message))
    return await authorizations.ask_about_purchase(ctx, wanted)


async def _paid(ctx: Context, unit: Unit, message: OfPurchase) -> list[str]:
    made = await authorizations.create(ctx, unit, await _purchase(unit, message))
    reason = made["request_history"][-1]["reason"]
    return [f"{made['id']} of {made['card']} was {'approved' if made['approved'] else 'declined'}: {reason}"]


async def _purchase(unit: Unit, message: OfPurchase) -> CreateAuthorization:
    card = await _named(unit, CARD, message.card, wanted=lambda one: one["status"] == "active")
    merchant = message.model_dump(include={"category"}, exclude_none=True) | ({"name": message.merchant} if message.merchant else {})
    told = {"merchant_data": merchant} if merchant else {}
    return CreateAuthorization.model_validate({"card": card["id"], "amount": message.amount, **told})


async def _lost(ctx: Context, unit: Unit, message: OfCard) -> list[str]:
    named = await _named(unit, CARD, message.card, wanted=lambda one: one["type"] == "virtual" and one["status"] != "canceled")
    lost = await cards.cancel(ctx, unit, await hold(unit, CARD, named["id"]), reason="lost")
    wish = {
        "currency": lost["currency"],
        "type": "virtual",
        "status": "active",
        "replacement_for": lost["id"],
        "replacement_reason": "lost",
    }
    new = await cards.create(ctx, unit, CreateCard.model_validate(wish))
    return [f"{lost['id']} was canceled as lost", f"{new['id']}, ending in {new['last4']}, replaces it"]


async def _decided(ctx: Context, unit: Unit, message: OfDispute) -> list[str]:
    dispute = await _named(unit, DISPUTE, message.dispute, wanted=lambda one: one["status"] == "submitted")
    ended = await disputes.resolve(ctx, unit, dispute["id"], outcome=Outcome(message.status))
    return [f"{ended['id']} was {ended['status']}"]


async def _told(ctx: Context, unit: Unit, message: OfReceipt) -> list[str]:
    named = await _named(unit, TRANSACTION, message.transaction, wanted=lambda one: one["type"] == CAPTURE)
    await receive(ctx, unit, named["id"], description=message.description)
    return [f"{named['id']} has a receipt: {message.description}"]


async def _screened(ctx: Context, unit: Unit, message: OfCardholder) -> list[str]:
    named = await _named(unit, CARDHOLDER, message.cardholder, wanted=lambda _one: True)
    after = await screen(ctx, unit, named["id"], finding=message.finding)
    disabled = after["requirements"]["disabled_reason"] or "nothing"
    return [f"{after['id']} is {after['status']}; {disabled} disables its cards"]


async def _suspected(ctx: Context, unit: Unit, message: OfWarning) -> list[str]:
    named = await _named(unit, CARD, message.card, wanted=lambda one: one["status"] != "canceled")
    await warn(ctx, unit, named["id"], sign=message.type)
    return [f"{named['id']} carries a fraud warning: {message.type}"]


async def _named(unit: Unit, of: ObjectType, object_id: str | None, *, wanted: Callable[[Body], bool]) -> Body:
    if object_id is not None:
        return await get(unit, of, object_id)
    for _, body in await unit.documents.older(of.kind, most=LOOKED_AT):
        if wanted(body):
            return body
    raise NoSuchObject(of.called, f"to which this can happen, among the newest {LOOKED_AT}", param=of.param)


TRIGGERS: Final[tuple[Trigger, ...]] = (
    Trigger("stripe.purchase", "A merchant asks for money; the app is asked where it decides in real time.", OfPurchase, _paid, _ask),
    Trigger("stripe.card_replaced", "A virtual card is lost: it is canceled, and replaced by one with a new number.", OfCard, _lost),
    Trigger("stripe.receipt_received", "A merchant tells after a capture what was bought.", OfReceipt, _told),
    Trigger("stripe.cardholder_screened", "Stripe blocks a cardholder, disables the cards, or clears both up.", OfCardholder, _screened),
    Trigger("stripe.fraud_suspected", "A sign of fraud appears on a card.", OfWarning, _suspected),
    Trigger("stripe.dispute_decided", "The network decides a dispute that was submitted.", OfDispute, _decided),
)
