"""Whether a card can be used: activated, put aside, canceled for good (docs.stripe.com/issuing/cards).

Canceling is the last thing that happens to a card: its tokens go with it (our own choice, and a setting), and so does a shipment
that has not left.
"""

from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import change, enrol, token_to_change
from emulator.domain.cards import Expiry
from emulator.domain.pan import Pan
from emulator.domain.tokens import Action, Actor, Cause
from emulator.providers.stripe.service.books.changes import changed, keep
from emulator.providers.stripe.service.books.kinds import CARD, CARDHOLDER, TOKEN, Body
from emulator.providers.stripe.service.books.refusals import IllegalMove
from emulator.providers.stripe.service.books.shelf import get
from emulator.providers.stripe.service.cards.shipping import canceled
from emulator.storage.unit import Unit

CANCELED: Final = "canceled"
# A card that replaces one for these reasons has the same number, and takes the place of the other when it is activated.
SAME_NUMBER: Final = ("damaged", "expired")
_BY_ISSUER: Final = Cause(Actor.ISSUER, text="the card was canceled")


def check_usable(holder: Body, *, currency: str) -> None:
    """Check that nothing is missing before this cardholder's cards in a currency can be activated.

    Raises:
        IllegalMove: something is.
    """
    if missing := holder["requirements"]["past_due"]:
        raise IllegalMove(
            "This cardholder has outstanding requirements preventing them from activating cards: "
            f"{', '.join(missing)}. Update the cardholder to provide them."
        )
    # Strong authentication asks for a phone in the European Union; that it is asked for now is our own choice.
    if currency == "eur" and not holder["phone_number"]:
        raise IllegalMove(
            "This cardholder has no phone_number, which cards in the European Union need. Update the cardholder to provide it."
        )


async def activate(ctx: Context, unit: Unit, card: Body) -> None:
    """Do what goes with an activation: the card that this one replaces under the same number gives its place up.

    Raises:
        IllegalMove: the cardholder may not have active cards yet.
    """
    check_usable(await get(unit, CARDHOLDER, card["cardholder"]), currency=card["currency"])
    if card["replacement_for"] is None or card["replacement_reason"] not in SAME_NUMBER:
        return
    original = await unit.documents.hold(CARD.kind, card["replacement_for"])
    if original is None or original["status"] == CANCELED:
        return
    if ctx.settings.stripe_replaced_tokens == "delete":
        await _delete_tokens(ctx, unit, original)
    else:
        await _hand_over(unit, original, card)
    await changed(ctx, unit, original, status=CANCELED, shipping=canceled(original["shipping"]))
    vaulted = await unit.cards.get(card["_vault"])
    if vaulted:
        await enrol(ctx, unit, vaulted.pan, expiry=Expiry(card["exp_year"], card["exp_month"]))


async def cancel(ctx: Context, unit: Unit, card: Body, *, reason: str | None = None, also: Body | None = None) -> Body:
    """Cancel a card for good, and make the changes that come with it; return it as it is kept."""
    changes = {"shipping": canceled(card["shipping"]), **(also or {}), "status": CANCELED, "cancellation_reason": reason}
    after = await changed(ctx, unit, card, **changes)
    if ctx.settings.stripe_canceled_tokens == "delete":
        await _delete_tokens(ctx, unit, card)
    return after


async def pan_of(unit: Unit, card: Body) -> Pan | None:
    """Return a card's number, from the vault."""
    vaulted = await unit.cards.get(card["_vault"])
    return vaulted.pan if vaulted else None


async def _delete_tokens(ctx: Context, unit: Unit, card: Body) -> None:
    for token in await unit.documents.by(TOKEN.kind, "card", card["id"]):
        if token["status"] != "deleted":
            await change(ctx, unit, await token_to_change(unit, token["_vault"]), action=Action.DELETE, cause=_BY_ISSUER)


async def _hand_over(unit: Unit, original: Body, card: Body) -> None:
    for token in await unit.documents.by(TOKEN.kind, "card", original["id"]):
        await keep(unit, token, card=card["id"])
