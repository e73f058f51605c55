"""Operations whose bodies nobody has published: they say that they are not supported."""

from typing import Any, NoReturn

from emulator.core.context import Context
from emulator.core.wire import NotBuilt
from emulator.crypto.diagnosis import Finding
from emulator.storage.unit import Unit


async def unbuilt(_ctx: Context, _unit: Unit, _message: Any) -> NoReturn:
    """Refuse, in Visa's own words.

    Raises:
        NotBuilt: always.
    """
    raise NotBuilt(
        Finding(
            check="operation",
            cause="not_built",
            message="Visa has this operation, and no public page describes its body",
            fix="see the coverage table for what is built",
        )
    )
