"""Paying with a token: not built."""

from emulator.core.context import Context
from emulator.core.wire import NotBuilt
from emulator.crypto.diagnosis import Finding
from emulator.providers.mdes.digital_enablement.schemas import Transact, TransactAnswer
from emulator.storage.unit import Unit


async def transact(_ctx: Context, _unit: Unit, _message: Transact) -> TransactAnswer:
    """Refuse.

    Raises:
        NotBuilt: always.
    """
    raise NotBuilt(
        Finding(
            check="operation",
            cause="not_built",
            message="the emulator makes no payment cryptograms",
            fix="see the coverage table in the documentation for what it does",
        )
    )
