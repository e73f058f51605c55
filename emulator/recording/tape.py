"""A tape: one file, one story, everything that went over the wire in its order."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from emulator.recording import content

FORMAT: Final = 1
INBOUND: Final = "inbound"
OUTBOUND: Final = "outbound"
RECORDED: Final = "recorded"
REFERENCE: Final = "reference"

Json = dict[str, Any]


class NoTape(ValueError):
    """A file that is no tape of this format; its text is one sentence."""


@dataclass(frozen=True)
class TapedRequest:
    """What was asked; `opened` is the body with its encrypted members decrypted, empty where it has none.

    `spoilt` names what a client did wrong that a tape cannot hold: see `recording.client.SPOILERS`.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    opened: bytes = b""
    spoilt: str = ""

    def as_json(self) -> Json:
        """Return it as it stands on tape."""
        said = {"method": self.method, "path": self.path, "query": self.query, "headers": dict(self.headers)}
        spoilt = {"spoilt": self.spoilt} if self.spoilt else {}
        return {**said, **spoilt, **content.in_meaning(self.body), **_opened(self.opened)}


@dataclass(frozen=True)
class TapedResponse:
    """What was answered."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    opened: bytes = b""

    def as_json(self) -> Json:
        """Return it as it stands on tape."""
        return {"status": self.status, "headers": dict(self.headers), **content.exactly(self.body), **_opened(self.opened)}


@dataclass(frozen=True)
class TapedExchange:
    """A request and its answer; `contract` names the files of contracts/ that describe them, `direction` who asked.

    One of origin `reference` is written down from a published example; `free` names members which that example fills with
    values of its own (an issuer's name, say) or leaves out, so that a verification compares no more than their types.
    """

    contract: str
    direction: str
    request: TapedRequest
    response: TapedResponse
    refused: bool = False
    origin: str = RECORDED
    free: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called in a report."""
        return f"{self.request.method} {self.request.path}"

    def as_json(self) -> Json:
        """Return it as it stands on tape."""
        refused = {"refused": True} if self.refused else {}
        origin = {"origin": self.origin} if self.origin != RECORDED else {}
        free = {"free": list(self.free)} if self.free else {}
        sides = {"request": self.request.as_json(), "response": self.response.as_json()}
        return {"contract": self.contract, "direction": self.direction, **refused, **origin, **free, **sides}


@dataclass(frozen=True)
class Tape:
    """What was recorded, and what the emulator that answered was started with.

    Of origin `reference` is a tape whose story ends with an exchange of that origin; `source` is the page that publishes it.
    """

    provider: str
    operation: str
    case: str
    clock: str
    exchanges: tuple[TapedExchange, ...]
    seed: int | None = None
    keys: tuple[str, ...] = ()
    origin: str = RECORDED
    source: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called in a report."""
        return f"{self.provider}/{self.operation}/{self.case}"

    @property
    def inbound(self) -> tuple[TapedExchange, ...]:
        """What a client asked."""
        return tuple(exchange for exchange in self.exchanges if exchange.direction == INBOUND)

    def as_json(self) -> Json:
        """Return it as it stands in a file."""
        return {
            "format": FORMAT,
            "provider": self.provider,
            "operation": self.operation,
            "case": self.case,
            "seed": self.seed,
            "clock": self.clock,
            "keys": list(self.keys),
            "origin": self.origin,
            **({"source": self.source} if self.source else {}),
            **({"settings": dict(self.settings)} if self.settings else {}),
            "exchanges": [exchange.as_json() for exchange in self.exchanges],
        }

    def as_text(self) -> str:
        """Return the text of its file."""
        return json.dumps(self.as_json(), indent=2, ensure_ascii=False) + "\n"


def tape_of(document: Any) -> Tape:
    """Read a tape from JSON.

    Raises:
        NoTape: it is something else, or of another format.
    """
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise NoTape(f"no tape of format {FORMAT}")
    try:
        names = ("provider", "operation", "case", "clock", "seed", "origin")
        told = {name: document[name] for name in names}
        exchanges = tuple(_exchange(entry) for entry in document["exchanges"])
        keys, settings = tuple(document["keys"]), document.get("settings", {})
        return Tape(**told, keys=keys, source=document.get("source", ""), settings=settings, exchanges=exchanges)
    except (KeyError, TypeError, ValueError) as error:
        raise NoTape(f"the tape lacks something: {type(error).__name__} {error}") from None


def read(path: Path) -> Tape:
    """Read the tape in a file.

    Raises:
        NoTape: it cannot be read, or holds something else.
    """
    try:
        return tape_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise NoTape(f"{path}: {error}") from None


def tapes_in(places: Iterable[Path]) -> list[tuple[Path, Tape]]:
    """Return the tapes of files and of all files below folders, by path.

    Raises:
        NoTape: a file that was named is none, or a folder holds something else.
    """
    files = [file for place in places for file in (sorted(place.rglob("*.json")) if place.is_dir() else [place])]
    return [(file, read(file)) for file in files]


def _exchange(entry: Json) -> TapedExchange:
    request, response = entry["request"], entry["response"]
    return TapedExchange(
        contract=entry["contract"],
        direction=entry["direction"],
        refused=entry.get("refused", False),
        origin=entry.get("origin", RECORDED),
        free=tuple(entry.get("free", ())),
        request=TapedRequest(
            method=request["method"],
            path=request["path"],
            query=request["query"],
            headers=request["headers"],
            spoilt=request.get("spoilt", ""),
            **_contents(request),
        ),
        response=TapedResponse(response["status"], response["headers"], **_contents(response)),
    )


def _contents(side: Json) -> dict[str, bytes]:
    opened = content.compact(side["opened"]) if "opened" in side else b""
    return {"body": content.octets_of(side), "opened": opened}


def _opened(octets: bytes) -> Json:
    return {"opened": json.loads(octets)} if octets else {}


def renamed(tape: Tape, **names: Any) -> Tape:
    """Return the tape with other names."""
    return replace(tape, **names)
