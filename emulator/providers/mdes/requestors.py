"""Token requestors that may use MDES."""

from emulator.domain.errors import UnknownRequestor
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
