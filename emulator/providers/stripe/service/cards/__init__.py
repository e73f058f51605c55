"""Cards: issued, changed, replaced, shipped, canceled (docs.stripe.com/api/issuing/cards)."""

from emulator.providers.stripe.service.cards.issuance import create
from emulator.providers.stripe.service.cards.keeping import cvc, list_all, number, retrieve, update
from emulator.providers.stripe.service.cards.standing import cancel

__all__ = ["cancel", "create", "cvc", "list_all", "number", "retrieve", "update"]
