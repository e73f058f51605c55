"""Who calls, and which tokens are its own: an API key speaks for one token requestor."""

from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import token_to_change
from emulator.domain.cards import Card
from emulator.domain.errors import ForeignToken, UnknownCard, UnknownRequestor, UnknownToken
from emulator.domain.pan import Network
from emulator.domain.parties import Requestor
from emulator.domain.tokens import Token
from emulator.providers.vts.sealing import credential_of
from emulator.storage.unit import Unit

# The member of a credential's secrets that names the requestor.
REQUESTOR: Final = "requestor"


async def calling(ctx: Context, unit: Unit) -> Requestor:
    """Return the requestor for which the caller speaks.

    Raises:
        UnknownRequestor: there is none, or it is not registered for Visa.
    """
    named = requestor_id(ctx)
    requestor = await unit.parties.requestor(named)
    if requestor is None or Network.VISA not in requestor.networks:
        raise UnknownRequestor(named)
    return requestor


def requestor_id(ctx: Context) -> str:
    """Return the id of the requestor for which the caller speaks; empty when its credential names none."""
    return credential_of(ctx).secrets.get(REQUESTOR, "")


async def own_token(ctx: Context, unit: Unit, reference: str) -> Token:
    """Return a token of the caller's, for reading.

    Raises:
        UnknownToken: there is no such Visa token.
        ForeignToken: another requestor holds it.
    """
    token = await unit.tokens.get(reference)
    if token is None:
        raise UnknownToken(reference)
    return _own(ctx, token)


async def held_token(ctx: Context, unit: Unit, reference: str) -> Token:
    """Return a token of the caller's and keep others from changing it until the unit ends. Raises as `own_token`."""
    return _own(ctx, await token_to_change(unit, reference))


def _own(ctx: Context, token: Token) -> Token:
    if token.network is not Network.VISA:
        raise UnknownToken(token.reference)
    if token.requestor != requestor_id(ctx):
        raise ForeignToken(token.reference)
    return token


async def card_named(unit: Unit, reference: str) -> Card:
    """Return a Visa card by its vPanEnrollmentID.

    Raises:
        UnknownCard: there is none.
    """
    card = await unit.cards.get(reference)
    if card is None or card.network is not Network.VISA:
        raise UnknownCard(reference)
    return card
