"""Token requestors that may use MDES."""

from emulator.core.context import Context
from emulator.domain.errors import ForeignToken, UnknownRequestor
from emulator.domain.pan import Network
from emulator.domain.parties import Requestor
from emulator.storage.unit import Unit


async def known(unit: Unit, requestor_id: str) -> Requestor:
    """Return the requestor with this TRID.

    Raises:
        UnknownRequestor: there is none, or it is not registered for Mastercard.
    """
    requestor = await unit.parties.requestor(requestor_id)
    if requestor is None or Network.MASTERCARD not in requestor.networks:
        raise UnknownRequestor(requestor_id)
    return requestor


def bound(ctx: Context) -> str | None:
    """Return the only requestor that the caller's consumer key is registered for; None when it may speak for any."""
    return ctx.credential.secrets.get("requestor") if ctx.credential else None


def check_caller(ctx: Context, requestor_id: str) -> None:
    """Let a client that is registered for one requestor speak for no other.

    Raises:
        ForeignToken: it is registered for another one.
    """
    theirs = bound(ctx)
    if theirs not in {None, requestor_id}:
        raise ForeignToken(f"this consumer key is registered for the requestor {theirs}")
