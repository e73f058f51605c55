"""Tapes served with no state: the same request gets the same bytes, and any other is told what it differs in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final

from emulator.core.message import Request, Response
from emulator.recording import content
from emulator.recording.client import Client, Row
from emulator.recording.differences import Difference
from emulator.recording.matching import Plain, distance, plain_live, plain_taped, unlike
from emulator.recording.outbound.places import places
from emulator.recording.outbound.rows import outbound_rows
from emulator.recording.tape import Tape, TapedExchange

# No provider answers with this status: a replay that refuses must not look like a provider that does (our own choice).
REFUSED: Final = 551
PROBLEM: Final = {"Content-Type": "application/problem+json"}
PLAYED: Final = "X-Emulator-Replay"
# How many differences a refusal names.
MOST: Final = 20


class Order(StrEnum):
    """What order requests may come in."""

    STRICT = "strict"
    """each once, tape after tape"""
    TAPE = "tape"
    """each tape's in their order; one that was answered may come again"""
    ANY = "any"
    """any, any number of times"""


@dataclass
class Frame:
    """One exchange of a tape, and how often it was played.

    `asked` is what the provider asked while the client waited for the answer, `told` what it told when that was served.
    """

    tape: Tape
    number: int
    exchange: TapedExchange
    row: Row
    client: Client = field(repr=False)
    before: tuple["Frame", ...] = field(repr=False)
    asked: tuple[TapedExchange, ...] = ()
    told: tuple[TapedExchange, ...] = ()
    played: int = 0

    @property
    def name(self) -> str:
        """What it is called in a report."""
        return f"{self.tape.name} #{self.number} {self.exchange.title}"

    def is_asked_at(self, method: str, path: str) -> bool:
        """Say whether its request has this method and path."""
        return (self.exchange.request.method, self.exchange.request.path) == (method, path)

    @property
    def response(self) -> Response:
        """What the client reads."""
        taped = self.exchange.response
        return Response(taped.status, taped.body, {**taped.headers, PLAYED: self.name})

    @cached_property
    def clock(self) -> datetime:
        """When it was recorded."""
        return datetime.fromisoformat(self.tape.clock)

    @cached_property
    def plain(self) -> Plain:
        """What its request says."""
        return plain_taped(self.client, self.row, self.exchange, moment=self.clock)


@dataclass(frozen=True)
class Refusal:
    """A request that was not answered: what kind of fault, the nearest exchange, and what differs."""

    request: str
    kind: str
    detail: str
    nearest: str = ""
    differences: tuple[str, ...] = ()

    @property
    def response(self) -> Response:
        """What the client reads (RFC 9457)."""
        problem = {
            "type": "about:blank",
            "title": "Not on tape",
            "status": REFUSED,
            "code": self.kind,
            "detail": self.detail,
            "nearest": self.nearest,
            "differences": list(self.differences),
        }
        return Response(REFUSED, content.compact(problem), {**PROBLEM, PLAYED: self.kind})


@dataclass(frozen=True)
class Told:
    """What was said to the app first, and what is wrong with its answer."""

    name: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """How a replay went: what was played, what was refused, what was never asked for, and what was said to the app."""

    played: int
    refused: tuple[Refusal, ...]
    missing: tuple[str, ...]
    told: tuple[Told, ...] = ()

    @property
    def faulty(self) -> tuple[Told, ...]:
        """What the app answered otherwise than on tape."""
        return tuple(one for one in self.told if one.faults)

    @property
    def is_clean(self) -> bool:
        """Whether every request was on tape, every exchange was asked for, and the app answered as on tape."""
        return not (self.refused or self.missing or self.faulty)


@dataclass(frozen=True)
class Manner:
    """How strictly tapes are played: what order requests may come in, and which of their members a client draws for each call."""

    order: Order = Order.TAPE
    drawn: frozenset[str] = frozenset()


USUAL: Final = Manner()


class Replay:
    """Answers from tapes; what it has played is counted, for the order and for the summary, and changes no answer's bytes."""

    def __init__(self, tapes: Sequence[Tape], client: Client, rows: Mapping[str, Row], *, manner: Manner = USUAL) -> None:
        self._client = client
        self._order = manner.order
        self._drawn = manner.drawn
        self._frames = tuple(frame for tape in tapes for frame in _frames(tape, rows, client))
        self._refused: list[Refusal] = []
        self.told: list[Told] = []

    def answer(self, request: Request, *, now: datetime) -> Response:
        """Return the answer on tape, or a problem (status 551) that names the differences from the nearest exchange."""
        return self.meet(request, now=now).response

    def meet(self, request: Request, *, now: datetime) -> Frame | Refusal:
        """Return the exchange on tape that answers a request, counted as played, or why there is none."""
        found = self._compared(request, now)
        same = [frame for frame, unlike_it in found if not unlike_it]
        if not same:
            return self._refuse(self._changed(request, found))
        fresh = [frame for frame in same if not frame.played]
        playable = next((frame for frame in fresh if self._may_come(frame)), None)
        if playable is None and len(fresh) < len(same) and self._order is not Order.STRICT:
            playable = [frame for frame in same if frame.played][-1]
        return self._play(playable) if playable else self._refuse(self._untimely(request, fresh or same))

    def speaks_of(self, prefix: str) -> bool:
        """Say whether the tapes hold a request below a path."""
        return any(frame.exchange.request.path.startswith(prefix) for frame in self._frames)

    def summary(self) -> Summary:
        """Say how it went so far."""
        missing = tuple(frame.name for frame in self._frames if not frame.played)
        return Summary(sum(frame.played for frame in self._frames), tuple(self._refused), missing, tuple(self.told))

    def _compared(self, request: Request, now: datetime) -> list[tuple[Frame, list[Difference]]]:
        read: dict[tuple[str, str], Plain] = {}

        def live(frame: Frame) -> Plain:
            key = frame.row.contract, frame.tape.clock
            if key not in read:
                read[key] = plain_live(self._client, frame.row, request, moments=(now, frame.clock))
            return read[key]

        # What differs in its path alone is no candidate while something was asked there: most tapes need not be opened.
        here = [frame for frame in self._frames if frame.is_asked_at(request.method, request.path)]
        return [(frame, unlike(frame.plain, live(frame), frame.row.api.on_tape, drawn=self._drawn)) for frame in here or self._frames]

    def _may_come(self, frame: Frame) -> bool:
        if self._order is Order.STRICT:
            return next(one for one in self._frames if not one.played) is frame
        return self._order is Order.ANY or all(one.played for one in frame.before)

    def _play(self, frame: Frame) -> Frame:
        frame.played += 1
        return frame

    def _refuse(self, refusal: Refusal) -> Refusal:
        self._refused.append(refusal)
        return refusal

    def _changed(self, request: Request, found: list[tuple[Frame, list[Difference]]]) -> Refusal:
        asked = f"{request.method} {request.path}"
        if not found:
            return Refusal(asked, "nothing_on_tape", "the tapes hold no request")
        nearest, differs = min(found, key=lambda pair: (distance(pair[1]), pair[0].played))
        told = tuple(str(difference) for difference in differs[:MOST])
        return Refusal(asked, "not_on_tape", f"no request on tape is like this {asked}", nearest.name, told)

    def _untimely(self, request: Request, same: Sequence[Frame]) -> Refusal:
        asked, wanted = f"{request.method} {request.path}", same[0]
        if wanted.played:
            return Refusal(asked, "surplus", f"{asked} was played already, and a strict replay plays nothing twice", wanted.name)
        frames = self._frames if self._order is Order.STRICT else wanted.before
        first = next(frame for frame in frames if not frame.played)
        return Refusal(asked, "out_of_order", f"{asked} comes before {first.name}, which is first on tape", wanted.name)


def _frames(tape: Tape, rows: Mapping[str, Row], client: Client) -> Sequence[Frame]:
    made: list[Frame] = []
    for number, place in enumerate(places(tape.exchanges, outbound_rows(client.house.apis))):
        row, before = rows[place.exchange.contract], tuple(made)
        made.append(Frame(tape, number, place.exchange, row, client, before, tuple(place.asked), tuple(place.told)))
    return made
