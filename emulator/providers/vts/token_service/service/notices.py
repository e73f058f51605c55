"""Telling token requestors: a hint that something is new, on which they look for themselves."""

from collections.abc import Iterable

from emulator.core.context import Context
from emulator.domain.notices import Receiver
from emulator.domain.pan import Network
from emulator.domain.tokens import Alteration, TokenAltered, TokenMoved
from emulator.providers.vts.token_service.schemas.notices import PanMetadataUpdated, TokenStatusHint
from emulator.storage.unit import Unit


async def requestor_of_token(unit: Unit, event: TokenMoved) -> Iterable[Receiver]:
    """Return where the requestor of a Visa token listens."""
    return await _listening(unit, event)


async def requestor_of_altered_token(unit: Unit, event: TokenAltered) -> Iterable[Receiver]:
    """Return where the requestor of a Visa token listens, if it is the card behind it that has changed."""
    return await _listening(unit, event) if event.alteration is Alteration.ACCOUNT else ()


async def token_hint(ctx: Context, _unit: Unit, event: TokenMoved) -> TokenStatusHint:
    """Return what the requestor reads."""
    return TokenStatusHint(vProvisionedTokenID=event.token.reference, date=_seconds(ctx))


async def card_hint(ctx: Context, _unit: Unit, event: TokenAltered) -> PanMetadataUpdated:
    """Return what the requestor reads."""
    return PanMetadataUpdated(vPanEnrollmentID=event.token.card, date=_seconds(ctx))


def _seconds(ctx: Context) -> str:
    return str(int(ctx.now.timestamp()))


async def _listening(unit: Unit, event: TokenMoved | TokenAltered) -> Iterable[Receiver]:
    if event.token.network is not Network.VISA:
        return ()
    requestor = await unit.parties.requestor(event.token.requestor)
    return (Receiver(requestor.handle, requestor.callback_url),) if requestor and requestor.callback_url else ()
