"""Token requestors that may use MDES."""

from typing import Final

from emulator.core.context import Context
from emulator.domain.errors import ForeignToken, InvalidField, UnknownRequestor
from emulator.domain.pan import Network, Pan
from emulator.domain.parties import Requestor
from emulator.storage.unit import Unit

WALLET: Final = "WALLET"


async def known(unit: Unit, requestor_id: str) -> Requestor:
    """Return the requestor with this TRID.

    Raises:
        UnknownRequestor: there is none, or it is not registered for Mastercard.
    """
    requestor = await unit.parties.requestor(requestor_id)
    if requestor is None or Network.MASTERCARD not in requestor.networks:
        raise UnknownRequestor(requestor_id)
    return requestor


async def calling(ctx: Context, unit: Unit, requestor_id: str) -> Requestor:
    """Return the requestor for which the caller speaks.

    Raises:
        ForeignToken: the caller is registered for another one.
        UnknownRequestor: there is none, or it is not registered for Mastercard.
    """
    check_caller(ctx, requestor_id)
    return await known(unit, requestor_id)


async def of_device(ctx: Context, unit: Unit, named: str | None) -> Requestor:
    """Return the requestor behind an app on a device: the one that is named, the caller's own, or the only wallet there is.

    Raises:
        InvalidField: there are several wallets, or none, and none is named.
        ForeignToken, UnknownRequestor: as `calling`.
    """
    if one := named or bound(ctx):
        return await calling(ctx, unit, one)
    wallets = [one for one in await unit.parties.requestors() if one.kind == WALLET and Network.MASTERCARD in one.networks]
    # Our own choice: a wallet without a way to push to it is built into phones, and does not call these operations.
    callers = [one for one in wallets if one.push_methods] or wallets
    if len(callers) != 1:
        raise InvalidField("tokenRequestorId", "missing")
    return callers[0]


def bound(ctx: Context) -> str | None:
    """Return the only requestor that the caller's consumer key is registered for; None when it may speak for any."""
    return ctx.credential.secrets.get("requestor") if ctx.credential else None


def bound_issuer(ctx: Context) -> str | None:
    """Return the only issuer that the caller's consumer key is registered for; None when it may speak for any."""
    return ctx.credential.secrets.get("issuer") if ctx.credential else None


def check_caller(ctx: Context, requestor_id: str) -> None:
    """Let a client that is registered for one requestor speak for no other.

    Raises:
        ForeignToken: it is registered for another one.
    """
    theirs = bound(ctx)
    if theirs not in {None, requestor_id}:
        raise ForeignToken(f"this consumer key is registered for the requestor {theirs}")


async def check_issuer(ctx: Context, unit: Unit, pan: Pan) -> None:
    """Let a client that is registered for one issuer bring no other issuer's cards.

    Raises:
        ForeignToken: the card lies in another issuer's ranges.
    """
    theirs = bound_issuer(ctx)
    owner = await unit.parties.issuer_of(pan) if theirs else None
    if owner and owner.id != theirs:
        raise ForeignToken(f"this consumer key is registered for the issuer {theirs}")
