"""A request tried out: the one path is walked to its end, and nothing of it is kept, told, or asked of anybody."""

from emulator.core.context import House
from emulator.core.dispatch.path import dispatch
from emulator.core.dispatch.router import Match
from emulator.core.journal import Exchange
from emulator.core.message import Request


async def rehearse(house: House, match: Match, request: Request) -> Exchange:
    """Return the exchange that this request would be: how it would be answered, and what is wrong with it.

    The app is not asked, so whatever stands in for its silence is decided; scenarios do not delay, but are named.
    """
    stage = house.rehearsal()
    await dispatch(stage, match.api, operation=match.operation, request=request.with_path_params(match.params))
    (exchange,) = stage.journal.held()
    return exchange
