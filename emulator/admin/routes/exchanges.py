"""What went over the wire: listed, compared with what was expected, and watched as it comes."""

from typing import Final

from emulator.admin import service
from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas import exchanges
from emulator.admin.schemas.exchanges import expected
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="list_exchanges",
        method="GET",
        path="/_emulator/exchanges",
        request=exchanges.ListExchanges,
        response=exchanges.ExchangePage,
        handler=service.list_exchanges,
        source=SOURCE,
        summary="List what went over the wire, the last to end first.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="verify_exchanges",
        method="POST",
        path="/_emulator/exchanges/verify",
        request=expected.VerifyExchanges,
        response=expected.Verdict,
        handler=service.verify_exchanges,
        source=SOURCE,
        summary="Say whether what went over the wire was as expected, and what came nearest where it was not.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="watch_exchanges",
        method="GET",
        path="/_emulator/exchanges/stream",
        request=expected.WatchExchanges,
        response=expected.ExchangeStream,
        handler=service.watch_exchanges,
        source=SOURCE,
        summary="Tell every exchange as it ends (server-sent events).",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="get_exchange",
        method="GET",
        path="/_emulator/exchanges/{exchange}",
        request=exchanges.GetExchange,
        response=exchanges.ExchangeSeen,
        handler=service.get_exchange,
        source=SOURCE,
        summary="Show one exchange: both sides, opened, and what was wrong.",
        reads_only=True,
        opens_units=True,
    ),
)
