"""A tape played to somebody who answers live: every request sealed and signed anew, every answer compared."""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from emulator.core.message import Request, Response
from emulator.core.provider import OnTape
from emulator.recording import content
from emulator.recording.client import Client, Row, as_sent
from emulator.recording.differences import ABSENT, Difference, differences
from emulator.recording.matching import CIPHERTEXT, is_moment
from emulator.recording.redaction import REDACTED
from emulator.recording.tape import Tape, TapedExchange, TapedRequest, TapedResponse

# As long as a code that a cardholder types.
SHORTEST: Final = 6

Send = Callable[[Request], Awaitable[Response]]
"""Sends a request and returns the answer; raises OSError when nobody answers."""


@dataclass(frozen=True)
class Compared:
    """One exchange: what was sent, what came back, and what is wrong with it; the answer is None where nobody answered."""

    exchange: TapedExchange
    row: Row
    sent: Request
    answer: Response | None = None
    opened: bytes = b""
    faults: tuple[str, ...] = ()


@dataclass
class Lessons:
    """What stands live for what was drawn when the tape was recorded."""

    live_for: dict[str, str] = field(default_factory=dict)

    def applied(self, value: Any) -> Any:
        """Return a JSON value with live texts in place of those on tape, also where they are a part of a path."""
        if isinstance(value, dict):
            return {name: self.applied(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.applied(inner) for inner in value]
        return self.live_for.get(value, value) if isinstance(value, str) else value

    def in_path(self, path: str) -> str:
        """Return a raw path with live texts in place of those on tape."""
        return "/".join(self.live_for.get(part, part) for part in path.split("/"))

    def in_query(self, query: str) -> str:
        """Return a raw query with live texts in place of those on tape."""
        pairs = (part.partition("=") for part in query.split("&"))
        return "&".join(f"{name}{sign}{self.live_for.get(value, value)}" for name, sign, value in pairs)

    def learn(self, taped: Any, live: Any) -> None:
        """Remember that a text is another one now; months and last digits are too short to mean the same wherever they stand."""
        if isinstance(taped, str) and isinstance(live, str) and len(taped) >= SHORTEST:
            self.live_for[taped] = live


@dataclass(frozen=True)
class Target:
    """Where to send a tape: the base URL, who calls, and how a request gets there."""

    url: str
    client: Client
    send: Send
    lessons: Lessons = field(default_factory=Lessons)


async def verify(tape: Tape, target: Target, rows: Mapping[str, Row]) -> list[Compared]:
    """Send every request of a tape in its order and compare the answers; what is drawn anew is compared by its type.

    Values of one run that came with an answer are put into the requests after it, and stand in the target's lessons. What
    the provider says first (outbound exchanges) is heard by an `Ear`.
    """
    return [await _compared(exchange, rows[exchange.contract], target, lessons=target.lessons) for exchange in tape.inbound]


def unlike(exchange: TapedExchange, row: Row, answer: Response, *, opened: bytes, lessons: Lessons) -> list[str]:
    """Return where an answer is another one than on tape, but for what is drawn anew in every run."""
    taped = exchange.response
    found = [] if taped.status == answer.status else [f"status: {taped.status} on tape, {answer.status} live"]
    media = _media_type(taped.headers), _media_type(answer.headers)
    found += [] if media[0] == media[1] else [f"content-type: {media[0]} on tape, {media[1]} live"]
    expected = lessons.applied(_meaning(taped, taped.opened or taped.body))
    on_tape = row.api.on_tape
    said = [one for one in differences(expected, _meaning(taped, opened)) if not is_drawn(one, on_tape, lessons)]
    return found + [str(one) for one in said if not is_free(one, exchange.free)]


async def _compared(exchange: TapedExchange, row: Row, target: Target, *, lessons: Lessons) -> Compared:
    sent = target.client.prepared(
        row, as_sent(_with_lessons(exchange, lessons), target.url), cause=f"verify/{exchange.title}", spoilt=exchange.request.spoilt
    )
    try:
        answer = await target.send(sent)
    except OSError as error:
        return Compared(exchange, row, sent, faults=(f"nobody answers: {error}",))
    opened = target.client.opened_answer(row, answer)
    return Compared(exchange, row, sent, answer, opened, faults=tuple(unlike(exchange, row, answer, opened=opened, lessons=lessons)))


def _with_lessons(exchange: TapedExchange, lessons: Lessons) -> TapedExchange:
    request = exchange.request
    said = _text_with_lessons(request.opened or request.body, lessons)
    path, query = lessons.in_path(request.path), lessons.in_query(request.query)
    taught = TapedRequest(request.method, path, query, request.headers, said, spoilt=request.spoilt)
    return replace(exchange, request=taught)


def _text_with_lessons(octets: bytes, lessons: Lessons) -> bytes:
    try:
        return content.compact(lessons.applied(json.loads(octets)))
    except ValueError:
        text = octets.decode("utf-8", "surrogateescape")
        for taped, live in lessons.live_for.items():
            text = text.replace(taped, live)
        return text.encode("utf-8", "surrogateescape")


def is_drawn(difference: Difference, on_tape: OnTape, lessons: Lessons) -> bool:
    """Say whether a difference is one of the run alone, and remember it; a member that is there on one side only never is."""
    taped, live = difference.taped, difference.live
    is_volatile = difference.is_at((*on_tape.volatile, *CIPHERTEXT))
    if taped is ABSENT or live is ABSENT:
        # Of a list of such things there may be more or fewer.
        return is_volatile and difference.is_item
    if taped == REDACTED and isinstance(live, str):
        return True
    drawn = type(taped) is type(live) and (is_volatile or (is_moment(taped) and is_moment(live)))
    if drawn:
        lessons.learn(taped, live)
    return drawn


def is_free(difference: Difference, free: Iterable[str]) -> bool:
    """Say whether a difference is at a place which a published example fills with a value of its own, or leaves out."""
    taped, live = difference.taped, difference.live
    return difference.is_at(free) and (taped is ABSENT or type(taped) is type(live))


def _meaning(taped: TapedResponse, octets: bytes) -> Any:
    return content.meaning(octets, _media_type(taped.headers))


def _media_type(headers: Mapping[str, str]) -> str:
    values = [value for name, value in headers.items() if name.lower() == "content-type"]
    return values[0].partition(";")[0].strip().lower() if values else ""
