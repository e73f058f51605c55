"""The way of a physical card to its holder: a table of moves, and what each of them writes down.

Moves: docs.stripe.com/issuing/cards/physical, and the test helpers of docs.stripe.com/api/issuing/cards/test_mode_deliver.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.cards import MoveShipping
from emulator.providers.stripe.schemas.objects import Address
from emulator.providers.stripe.service.books.changes import changed, seconds
from emulator.providers.stripe.service.books.kinds import CARD, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove, InvalidParameter
from emulator.providers.stripe.service.books.shelf import hold
from emulator.providers.stripe.wire import versions
from emulator.storage.unit import Unit

DAY: Final = 86_400
DAYS: Final = {"standard": 7, "express": 3, "priority": 2}
# Who carries (our own choice): the post of the country, and a courier for whoever pays for speed.
POSTS: Final = {"US": "usps", "GB": "royal_mail", "ES": "correos"}
COURIERS: Final = {"express": "fedex", "priority": "fedex"}
TRACKING: Final = "https://tools.example.com/track/"
CANCELABLE: Final = ("pending", "submitted")

# Bulk shipments to the European Union pass customs under this number (docs.stripe.com/api/issuing/cards/create).
EORI: Final = "shipping[customs][eori_number]"
_EUROPE: Final = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EUROPE: Final = frozenset(_EUROPE.split())

_ADDRESS: Final[Body] = dict.fromkeys(Address.model_fields)


@dataclass(frozen=True, slots=True)
class Move:
    """One step: from which states, to which, and since which API version callers may make it."""

    action: str
    sources: tuple[str, ...]
    target: str
    since: str = ""


SUBMIT: Final = Move("submit", ("pending",), "submitted", since=versions.SUBMISSION)
SHIP: Final = Move("ship", ("pending", "submitted"), "shipped")
DELIVER: Final = Move("deliver", ("shipped",), "delivered")
RETURN: Final = Move("return", ("shipped",), "returned")
FAIL: Final = Move("fail", ("shipped",), "failure")


def moving(move: Move) -> Callable[[Context, Unit, MoveShipping], Awaitable[Body]]:
    """Return the handler of one step."""

    async def handle(ctx: Context, unit: Unit, message: MoveShipping) -> Body:
        if versions.used(ctx) < move.since:
            raise InvalidParameter(f"This call needs Stripe-Version {move.since} or a later one.")
        card = await hold(unit, CARD, message.card)
        status = (card["shipping"] or {}).get("status")
        if status not in move.sources:
            raise IllegalMove(f"You cannot {move.action} this card because its shipping status is {status or 'not set'}.")
        written = WRITTEN.get(move.target, _nothing)(ctx, card["shipping"])
        return await changed(ctx, unit, card, shipping={**card["shipping"], **written, "status": move.target})

    return handle


def shipment(given: Body, card_type: str) -> Body:
    """Return the shipment of a new card.

    Raises:
        InvalidParameter: customs ask for a number that is missing.
    """
    address = {**_ADDRESS, **given["address"]}
    if given.get("type") == "bulk" and address["country"] in EUROPE and not (given.get("customs") or {}).get("eori_number"):
        raise InvalidParameter(f"Bulk shipments to Europe need {EORI}.", param=EORI)
    service = given.get("service", "standard")
    return {
        "address": address,
        "address_validation": _validated(address, given.get("address_validation")),
        "business_name": given.get("business_name"),
        "carrier": None,
        "customs": {"eori_number": given["customs"].get("eori_number")} if given.get("customs") else None,
        "delivered_at": None,
        "eta": None,
        "name": given["name"],
        "phone_number": given.get("phone_number"),
        "require_signature": given.get("require_signature", service != "standard"),
        "service": service,
        "shipped_at": None,
        "status": "pending" if card_type == "physical" else None,
        "tracking_number": None,
        "tracking_url": None,
        "type": given.get("type", "individual"),
    }


def canceled(shipping: Body | None) -> Body | None:
    """Return the shipment of a canceled card: what is not yet on its way stays."""
    return {**shipping, "status": "canceled"} if shipping and shipping["status"] in CANCELABLE else shipping


def _validated(address: Body, given: Body | None) -> Body | None:
    if given is None:
        return None
    if given["mode"] == "disabled":
        return {"mode": "disabled", "normalized_address": None, "result": None}
    normalized = {name: value and value.upper() for name, value in address.items()}
    result = "likely_deliverable" if given["mode"] == "validation_and_normalization" else None
    return {"mode": given["mode"], "normalized_address": normalized, "result": result}


def _shipped(ctx: Context, shipping: Body) -> Body:
    service, now, number = shipping["service"], seconds(ctx), f"EMULATOR{ctx.ids.digits(12)}"
    return {
        "carrier": COURIERS.get(service) or POSTS.get(shipping["address"]["country"], "dhl"),
        "eta": now + DAYS[service] * DAY,
        "shipped_at": now,
        "tracking_number": number,
        "tracking_url": TRACKING + number,
    }


def _delivered(ctx: Context, _shipping: Body) -> Body:
    return {"delivered_at": seconds(ctx)}


def _nothing(_ctx: Context, _shipping: Body) -> Body:
    return {}


WRITTEN: Final[dict[str, Callable[[Context, Body], Body]]] = {"shipped": _shipped, "delivered": _delivered}
