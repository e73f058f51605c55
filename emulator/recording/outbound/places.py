"""Where what the providers say first stands on a tape: while a client waits for its answer, or after it was served."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from emulator.recording.outbound.rows import Rows, is_asked
from emulator.recording.tape import INBOUND, TapedExchange


@dataclass
class Place:
    """What a client asked, the questions before its answer, and what the provider said after it."""

    exchange: TapedExchange
    asked: list[TapedExchange]
    told: list[TapedExchange] = field(default_factory=list)


def places(exchanges: Iterable[TapedExchange], rows: Rows) -> list[Place]:
    """Return every request of a tape with what was said around it, in the order of the tape.

    A question was answered before the request that made the provider ask; from it on, everything belongs to that request.
    """
    found: list[Place] = []
    waiting: list[TapedExchange] = []
    for exchange in exchanges:
        if exchange.direction == INBOUND:
            found.append(Place(exchange, waiting))
            waiting = []
        elif waiting or not found or is_asked(exchange, rows):
            waiting.append(exchange)
        else:
            found[-1].told.append(exchange)
    if found:
        found[-1].told += waiting
    return found
