"""Whoever listens while a tape is verified: answers as the app on tape did, and compares what it hears with the tape."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from emulator.core.message import Request, Response
from emulator.recording import content
from emulator.recording.differences import Difference, differences
from emulator.recording.outbound.rows import OutboundRow, Rows
from emulator.recording.tape import OUTBOUND, Tape, TapedExchange
from emulator.recording.verify import Lessons, is_drawn, is_free

# Where whoever is told something listens on a tape of ours; a port at which nobody does (IANA's `discard`).
# Our own choice: on a tape this address is whoever listens.
SOMEBODY: Final = "http://127.0.0.1:9"
# What providers draw for each message that they send first, beside what their answers hold.
DRAWN: Final = (
    "requestId",
    "correlationId",
    "activationCode",
    "authenticationCode",
    "OTPCode",
    "OTPCodeExp",
    "responseHost",
    "authenticationFlowId",
)
JSON: Final = "application/json"


@dataclass(frozen=True)
class Heard:
    """What was said by a live provider, and what is wrong with it; `exchange` is None for what is not on tape."""

    title: str
    exchange: TapedExchange | None = None
    faults: tuple[str, ...] = ()


@dataclass
class Ear:
    """Hears what a live provider says first while one tape is verified."""

    tape: Tape
    rows: Rows
    lessons: Lessons
    heard: list[Heard] = field(default_factory=list)

    def answer(self, request: Request) -> Response | None:
        """Return what the app on tape answered to the nearest message that was not heard yet; None where there is none."""
        near = [
            (exchange, unlike(self.rows[exchange.contract], exchange, (exchange.request.body, request.body), lessons=self.lessons))
            for exchange in self._awaited(request)
        ]
        title = f"{request.method} {request.path}"
        if not near:
            self.heard.append(Heard(title, faults=("is not on tape",)))
            return None
        exchange, differs = min(near, key=lambda pair: len(pair[1]))
        self.heard.append(Heard(title, exchange, tuple(str(difference) for difference in differs)))
        return Response(exchange.response.status, exchange.response.body, exchange.response.headers)

    @property
    def missed(self) -> list[TapedExchange]:
        """What stands on the tape and was not said."""
        heard = [id(one.exchange) for one in self.heard]
        return [exchange for exchange in outbound(self.tape) if id(exchange) not in heard]

    @property
    def faults(self) -> list[str]:
        """Everything that was said otherwise than on tape, or was not said."""
        said = [f"{one.title} {fault}" for one in self.heard for fault in one.faults]
        return said + [f"{exchange.title} was not heard" for exchange in self.missed]

    def _awaited(self, request: Request) -> list[TapedExchange]:
        rows = ((exchange, self.rows[exchange.contract]) for exchange in self.missed)
        return [one for one, row in rows if row.goes_to(request.path, one.request.path) and row.says_so_in(request.query)]


def outbound(tape: Tape) -> list[TapedExchange]:
    """Return what the providers said first on a tape, in its order."""
    return [exchange for exchange in tape.exchanges if exchange.direction == OUTBOUND]


def callbacks(tape: Tape, url: str) -> dict[str, str]:
    """Return the URLs at which somebody listens on a tape, each with the one below `url` that stands for it now."""
    said = (exchange.request.opened or exchange.request.body for exchange in tape.inbound)
    found = {text for octets in said for text in _texts(content.in_meaning(octets)) if text.startswith(SOMEBODY)}
    return {text: url + text.removeprefix(SOMEBODY) for text in found}


def unlike(row: OutboundRow, exchange: TapedExchange, said: tuple[bytes, bytes], *, lessons: Lessons) -> list[Difference]:
    """Return where a message (on tape, and live) differs: not in what is drawn, nor in what is encrypted to the app."""
    # What is heard teaches nothing: it may turn out to be another message than this one.
    lessons = Lessons(dict(lessons.live_for))
    on_tape, live = (content.meaning(octets, JSON) for octets in said)
    found = [one for one in differences(lessons.applied(on_tape), live) if not is_drawn(one, row.api.on_tape, lessons)]
    return [one for one in found if not (_is_drawn_anew(one) or is_free(one, exchange.free))]


def _is_drawn_anew(difference: Difference) -> bool:
    return difference.is_at(DRAWN) and type(difference.taped) is type(difference.live)


def _texts(value: Any) -> Iterator[str]:
    inner: Iterable[Any] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _texts(one)
    if isinstance(value, str):
        yield value
