"""Where the issuer of a token's card listens."""

from collections.abc import Iterable

from emulator.core.provisioning import card_of
from emulator.domain.notices import Receiver
from emulator.domain.pan import Network
from emulator.domain.parties import Issuer
from emulator.domain.tokens import Token
from emulator.storage.unit import Unit


async def issuer_of(unit: Unit, token: Token) -> Issuer | None:
    """Return the issuer of a Visa token's card; None for other tokens, and when the issuer is gone."""
    if token.network is not Network.VISA:
        return None
    return await unit.parties.issuer((await card_of(unit, token)).issuer)


async def listening(unit: Unit, token: Token) -> Iterable[Receiver]:
    """Return the issuer as a receiver, where it listens at all."""
    issuer = await issuer_of(unit, token)
    return (Receiver(issuer.handle, issuer.callback_url),) if issuer and issuer.callback_url else ()
