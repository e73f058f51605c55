"""Cardholders: who they are, and what is missing before their cards may be used (docs.stripe.com/api/issuing/cardholders)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.cardholders import CreateCardholder, ListCardholders, RetrieveCardholder, UpdateCardholder
from emulator.providers.stripe.schemas.objects import Address
from emulator.providers.stripe.service.books.attachments import IDENTITY, check_attached
from emulator.providers.stripe.service.books.changes import changed, created, newborn
from emulator.providers.stripe.service.books.kinds import CARDHOLDER, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.refusals import IllegalMove, InvalidParameter
from emulator.providers.stripe.service.books.shelf import get, hold
from emulator.providers.stripe.service.spending_controls import controls
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit

# What an account in the United States counts in, as every account here does (our own choice).
CURRENCY: Final = "usd"
YOUNGEST: Final = 13
PAST_DUE: Final = "requirements.past_due"
# Where a cardholder keeps what Stripe has found out by itself.
SCREENED: Final = "_screened"

_ADDRESS: Final[Body] = dict.fromkeys(Address.model_fields)
_INDIVIDUAL: Final[Body] = {"dob": None, "first_name": None, "last_name": None, "verification": {"document": {"back": None, "front": None}}}
_TERMS: Final[Body] = {"user_terms_acceptance": {"date": None, "ip": None, "user_agent": None}}

# Asked of everybody, and of people whose cards are issued in the United States (docs.stripe.com/issuing/other/choose-cardholder).
_NAMES: Final = (("first_name",), ("last_name",))
_AMERICAN: Final = (
    ("card_issuing", "user_terms_acceptance", "date"),
    ("card_issuing", "user_terms_acceptance", "ip"),
    ("dob", "day"),
    ("dob", "month"),
    ("dob", "year"),
)


async def create(ctx: Context, unit: Unit, message: CreateCardholder) -> Body:
    """Make a cardholder."""
    given = message.given()
    body = {
        **newborn(ctx, CARDHOLDER),
        "billing": _billing(given["billing"]),
        "company": _company(message.type, None, given.get("company")),
        "email": message.email,
        "individual": await _individual(ctx, unit, (None, given.get("individual"))),
        "metadata": merged({}, given.get("metadata")) if message.metadata else {},
        "name": message.name,
        "phone_number": message.phone_number,
        "preferred_locales": message.preferred_locales or [],
        "spending_controls": controls(None, given.get("spending_controls"), currency=CURRENCY),
        "status": message.status,
        "type": message.type,
    }
    return await created(ctx, unit, {**body, "requirements": requirements(body)})


async def retrieve(_ctx: Context, unit: Unit, message: RetrieveCardholder) -> Body:
    """Look at a cardholder."""
    return await get(unit, CARDHOLDER, message.cardholder)


async def update(ctx: Context, unit: Unit, message: UpdateCardholder) -> Body:
    """Change what is known of a cardholder.

    Raises:
        IllegalMove: it is blocked, and its status is to be changed.
    """
    before = await hold(unit, CARDHOLDER, message.cardholder)
    given = message.given("cardholder")
    if before["status"] == "blocked" and "status" in given:
        raise IllegalMove("This cardholder is blocked and its status cannot be changed.", param="status")
    after = {**before, **given}
    after["billing"] = _billing(given["billing"]) if "billing" in given else before["billing"]
    after["company"] = _company(before["type"], before["company"], given.get("company"))
    after["individual"] = await _individual(ctx, unit, (before["individual"], given.get("individual")))
    after["metadata"] = merged(before["metadata"], given["metadata"]) if "metadata" in given else before["metadata"]
    after["spending_controls"] = controls(before["spending_controls"], given.get("spending_controls"), currency=CURRENCY)
    return await changed(ctx, unit, before, **{**after, "requirements": requirements(after)})


async def list_all(_ctx: Context, unit: Unit, message: ListCardholders) -> Body:
    """List cardholders."""
    return await page(unit, CARDHOLDER, message)


def requirements(holder: Body) -> Body:
    """Return what is missing, and whether cards are disabled for it."""
    past_due = list(_missing(holder))
    return {"disabled_reason": holder.get(SCREENED) or (PAST_DUE if past_due else None), "past_due": past_due}


def _missing(holder: Body) -> Iterator[str]:
    if holder["type"] == "company":
        if not holder["company"]["tax_id_provided"]:
            yield "company.tax_id"
        return
    is_american = holder["billing"]["address"]["country"] == "US"
    for path in (*_NAMES, *_AMERICAN) if is_american else _NAMES:
        if _at(holder["individual"], path) is None:
            yield ".".join(("individual", *path))


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        value = value.get(name) if value else None
    return value


def _billing(given: Body) -> Body:
    return {"address": {**_ADDRESS, **given["address"]}}


def _company(holder_type: str, before: Body | None, given: Body | None) -> Body | None:
    if given is None:
        return before or ({"tax_id_provided": False} if holder_type == "company" else None)
    return {"tax_id_provided": bool(given.get("tax_id")) or bool(before and before["tax_id_provided"])}


async def _individual(ctx: Context, unit: Unit, known: tuple[Body | None, Body | None]) -> Body | None:
    before, given = known
    if given is None:
        return before
    after = _together({**_INDIVIDUAL, **(before or {})}, given)
    _check_age(after["dob"], ctx.now.date())
    for side, file in (given.get("verification") or {}).get("document", {}).items():
        await check_attached(unit, file, purposes=IDENTITY, param=f"individual[verification][document][{side}]")
    return after


def _together(before: Body, given: Body) -> Body:
    if "card_issuing" in given and "card_issuing" not in before:
        before = {**before, "card_issuing": _TERMS}
    inner = {name: _together(before[name], value) for name, value in given.items() if isinstance(value, dict) and before.get(name)}
    return {**before, **given, **inner}


def _check_age(birth: Body | None, today: date) -> None:
    if birth is None:
        return
    try:
        thirteenth = date(birth["year"] + YOUNGEST, birth["month"], min(birth["day"], 28))
        date(birth["year"], birth["month"], birth["day"])
    except ValueError:
        raise InvalidParameter("Invalid date of birth: there is no such day.", param="individual[dob]") from None
    if thirteenth > today:
        raise InvalidParameter(f"A cardholder must be at least {YOUNGEST} years old.", param="individual[dob][year]")
