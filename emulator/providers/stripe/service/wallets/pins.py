"""PINs: seen and changed by a cardholder who has proved who he is (github.com/stripe/stripe-ios, STPPinManagementService).

How a proof begins is not published, so the verification and the shape of the answers are our own choice.
"""

from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.wallets.pins import CreateVerification, RetrievePin, UpdatePin
from emulator.providers.stripe.service.books.changes import keep, seconds
from emulator.providers.stripe.service.books.kinds import CARD, Body
from emulator.providers.stripe.service.books.refusals import InvalidParameter
from emulator.providers.stripe.service.books.shelf import hold, referred
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

VERIFICATION: Final = Kind("stripe.verification")
# The code is always the same (our own choice), and good for ten minutes.
CODE: Final = "000000"
LIFE: Final = 600

RETRIEVE: Final = "card_pin_retrieve"
UPDATE: Final = "card_pin_update"


async def create_verification(ctx: Context, unit: Unit, message: CreateVerification) -> Body:
    """Send the cardholder a code.

    Raises:
        NoSuchReference: there is no such card.
    """
    card = await referred(unit, CARD, message.card, param="card")
    body = {
        "id": f"iv_{ctx.ids.letters(24)}",
        "object": "issuing.verification",
        "card": card["id"],
        "created": seconds(ctx),
        "expires_at": seconds(ctx) + LIFE,
        "livemode": False,
        "scope": message.scope,
        "verification_method": message.verification_method,
    }
    await unit.documents.add(VERIFICATION, body["id"], {**body, "_used": False})
    return body


async def retrieve(ctx: Context, unit: Unit, message: RetrievePin) -> Body:
    """Return a card's PIN.

    Raises:
        InvalidParameter: the proof is not good.
    """
    card = await hold(unit, CARD, message.card)
    await _prove(ctx, unit, message, scope=RETRIEVE)
    return _pin(card)


async def update(ctx: Context, unit: Unit, message: UpdatePin) -> Body:
    """Give a card another PIN.

    Raises:
        InvalidParameter: the proof is not good.
    """
    card = await hold(unit, CARD, message.card)
    await _prove(ctx, unit, message, scope=UPDATE)
    return _pin(await keep(unit, card, _pin=message.pin))


async def _prove(ctx: Context, unit: Unit, message: RetrievePin, *, scope: str) -> None:
    known = await unit.documents.hold(VERIFICATION, message.verification.id)
    if known is None or (known["card"], known["scope"], known["_used"]) != (message.card, scope, False):
        raise InvalidParameter("This verification does not exist, is for something else, or was used.", param="verification[id]")
    if known["expires_at"] <= seconds(ctx):
        raise InvalidParameter("This verification has expired.", param="verification[id]")
    if message.verification.one_time_code != CODE:
        raise InvalidParameter("The one-time code is incorrect.", param="verification[one_time_code]")
    await unit.documents.save(VERIFICATION, known["id"], {**known, "_used": True})


def _pin(card: Body) -> Body:
    return {"object": "issuing.pin", "card": card["id"], "pin": card["_pin"]}
