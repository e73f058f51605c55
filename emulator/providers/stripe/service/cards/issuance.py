"""Issuing a card: whose it is, what number it has, and what it may be used for (docs.stripe.com/api/issuing/cards/create)."""

from datetime import datetime
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import aliases, enrol
from emulator.domain.cards import Card, Expiry
from emulator.domain.pan import Pan
from emulator.providers.stripe.schemas.cards import CreateCard
from emulator.providers.stripe.service.books.changes import changed, created, newborn
from emulator.providers.stripe.service.books.kinds import CARD, CARDHOLDER, PERSONALIZATION_DESIGN, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.refusals import InvalidParameter, MissingParameter
from emulator.providers.stripe.service.books.shelf import referred
from emulator.providers.stripe.service.books.wallets import wallets
from emulator.providers.stripe.service.cards.numbers import BRANDS, Wish, draw
from emulator.providers.stripe.service.cards.replacement import original_of
from emulator.providers.stripe.service.cards.shipping import shipment
from emulator.providers.stripe.service.cards.standing import SAME_NUMBER, activate, pan_of
from emulator.providers.stripe.service.cards.warnings import NONE
from emulator.providers.stripe.service.spending_controls import controls, usual
from emulator.storage.unit import Unit

# How long a card is valid when nobody says otherwise (our own choice), and the last year that an expiry can name.
YEARS: Final = 3
LAST_YEAR: Final = 2099

NO_CARDHOLDER: Final = "There is no default cardholder for this account"


async def create(ctx: Context, unit: Unit, message: CreateCard) -> Body:
    """Issue a card, and enrol its number in the vault.

    Raises:
        InvalidParameter, MissingParameter, NoSuchReference: a parameter does not go with the others, or with what there is.
        IllegalMove: it is to be active at once, and its cardholder may not have active cards yet.
    """
    original = await original_of(unit, message)
    holder = await _holder(unit, message, original)
    expiry = _expiry(message, ctx.now)
    design = await _design(unit, message)
    pan = await _pan(ctx, unit, (message, original))
    vaulted = await enrol(ctx, unit, pan, expiry=None if _keeps_number(message) else expiry, holder=holder["name"])
    called = original["wallets"]["primary_account_identifier"] if original and _keeps_number(message) else None
    given = {"cardholder": holder["id"], "wallets": wallets(ctx.settings, called=called), **design}
    card = await created(ctx, unit, {**_body(ctx, message), **_printed(ctx, vaulted, expiry), **given})
    await aliases.call(unit, vaulted, card["id"])
    if original:
        await changed(ctx, unit, original, replaced_by=card["id"])
    if message.status == "active":
        await activate(ctx, unit, card)
    return card


def _body(ctx: Context, message: CreateCard) -> Body:
    given = message.given()
    body = {
        **newborn(ctx, CARD),
        "cancellation_reason": None,
        "currency": message.currency,
        "latest_fraud_warning": NONE,
        "lifecycle_controls": given.get("lifecycle_controls"),
        "metadata": merged({}, message.metadata or {}),
        "replaced_by": None,
        "replacement_for": message.replacement_for,
        "replacement_reason": message.replacement_reason,
        "second_line": message.second_line,
        "shipping": shipment(given["shipping"], message.type) if message.shipping else None,
        "spending_controls": controls(usual(ctx.settings), given.get("spending_controls"), currency=message.currency),
        "status": message.status,
        "type": message.type,
    }
    return {**body, "financial_account": message.financial_account} if message.financial_account else body


def _printed(ctx: Context, vaulted: Card, expiry: Expiry) -> Body:
    return {
        "brand": BRANDS[vaulted.network],
        "exp_month": expiry.month,
        "exp_year": expiry.year,
        "last4": vaulted.pan.suffix,
        "_vault": vaulted.reference,
        "_cvc": ctx.ids.digits(3),
        "_pin": ctx.ids.digits(4),
    }


async def _holder(unit: Unit, message: CreateCard, original: Body | None) -> Body:
    holder_id = message.cardholder or (original["cardholder"] if original else None)
    if holder_id is None:
        raise InvalidParameter(NO_CARDHOLDER)
    return await referred(unit, CARDHOLDER, holder_id, param="cardholder")


def _expiry(message: CreateCard, now: datetime) -> Expiry:
    if message.exp_month is None and message.exp_year is None:
        return Expiry(min(now.year + YEARS, LAST_YEAR), now.month)
    if message.exp_month is None:
        raise MissingParameter("exp_month")
    if message.exp_year is None:
        raise MissingParameter("exp_year")
    expiry = Expiry(message.exp_year, message.exp_month)
    if expiry.passed(now):
        raise InvalidParameter("The card's expiry must lie in the future.", param="exp_year")
    return expiry


async def _design(unit: Unit, message: CreateCard) -> Body:
    """Return the design that the card is made after: the one named, else the account's default."""
    if message.type == "virtual":
        return {"personalization_design": await _named_design(unit, message.personalization_design)}
    if message.shipping is None:
        raise MissingParameter("shipping")
    active = await unit.documents.by(PERSONALIZATION_DESIGN.kind, "status", "active")
    default = next((design["id"] for design in active if design["preferences"]["is_default"]), None)
    return {"personalization_design": await _named_design(unit, message.personalization_design) or default}


async def _named_design(unit: Unit, design_id: str | None) -> str | None:
    if design_id is None:
        return None
    design = await referred(unit, PERSONALIZATION_DESIGN, design_id, param="personalization_design")
    if design["status"] != "active":
        raise InvalidParameter(
            f"You cannot use this personalization design because its status is {design['status']}.", param="personalization_design"
        )
    return design_id


def _keeps_number(message: CreateCard) -> bool:
    return message.replacement_reason in SAME_NUMBER


async def _pan(ctx: Context, unit: Unit, order: tuple[CreateCard, Body | None]) -> Pan:
    message, original = order
    kept = await pan_of(unit, original) if original and _keeps_number(message) else None
    return kept or await draw(ctx, unit, Wish.of(message.metadata or {}))
