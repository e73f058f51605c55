"""What went over the wire: listed, compared with what was expected, and watched as it comes."""

from emulator.admin.service.exchanges.listing import UnknownExchange, get_exchange, list_exchanges
from emulator.admin.service.exchanges.shown import content, finding_seen, problems_seen, response_seen
from emulator.admin.service.exchanges.verification import verify_exchanges
from emulator.admin.service.exchanges.watching import watch_exchanges

__all__ = [
    "UnknownExchange",
    "content",
    "finding_seen",
    "get_exchange",
    "list_exchanges",
    "problems_seen",
    "response_seen",
    "verify_exchanges",
    "watch_exchanges",
]
