"""Recordings that run: each keeps what goes over the wire in one world, from the moment it was begun until it is stopped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from emulator.config import shipped
from emulator.core.journal import Exchange, Journal
from emulator.core.provider import Api
from emulator.recording.redaction import refuse_secrets
from emulator.recording.tape import Tape
from emulator.recording.taping import taped


class Reach(StrEnum):
    """Which worlds are recorded: those for which a recording was begun, or every one."""

    NAMED = "named"
    EVERY = "every"


@dataclass
class Recording:
    """One recording: of one world, under one name."""

    name: str
    namespace: str
    began: datetime
    exchanges: list[Exchange] = field(default_factory=list)
    stopped: bool = False


class Recorder:
    """Hears every exchange of a journal, and keeps those of the worlds that are recorded."""

    def __init__(self, journal: Journal, apis: Iterable[Api], *, seed: int | None) -> None:
        self._apis: Mapping[str, Api] = {api.name: api for api in apis}
        self._seed = seed
        self._reach = Reach.NAMED
        self.recordings: dict[str, Any] = {}
        journal.subscribers.append(self._hear)

    def begin(self, name: str, namespace: str, at: datetime) -> Recording:
        """Record a world from now on; a recording of this name is begun anew."""
        recording = Recording(name, namespace, at)
        self.recordings[name] = recording
        return recording

    def record_everything(self) -> None:
        """Begin a recording of every world by itself, named after it, with the first exchange in it."""
        self._reach = Reach.EVERY

    def tape(self, recording: Recording) -> Tape:
        """Return what a recording holds so far.

        Raises:
            StillSecret: it holds what may not be kept on a tape.
        """
        # What nobody answered is no exchange, and whoever replays the tape could not say what was answered.
        known = [exchange for exchange in recording.exchanges if exchange.api in self._apis and exchange.response]
        exchanges = tuple(taped(exchange, self._apis[exchange.api]) for exchange in known)
        providers = list(dict.fromkeys(exchange.api.partition(".")[0] for exchange in known))
        tape = Tape(
            provider=providers[0] if len(providers) == 1 else "flows",
            operation=known[-1].operation if known else "nothing",
            case=recording.name,
            clock=as_text(known[0].at if known else recording.began),
            seed=self._seed,
            keys=tuple(key for provider in providers for key in demo_keys(provider)),
            exchanges=exchanges,
        )
        refuse_secrets(tape)
        return tape

    def _hear(self, exchange: Exchange) -> None:
        if self._reach is Reach.EVERY and exchange.namespace not in self.recordings:
            self.begin(exchange.namespace, exchange.namespace, exchange.at)
        for recording in self.recordings.values():
            if recording.namespace == exchange.namespace and not recording.stopped:
                recording.exchanges.append(exchange)


def write(tape: Tape, folder: Path) -> Path:
    """Write a tape as `<case>.json` into a folder.

    Raises:
        StillSecret: it holds what may not be kept.
    """
    refuse_secrets(tape)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{tape.case}.json"
    path.write_text(tape.as_text(), encoding="utf-8", newline="\n")
    return path


def as_text(moment: datetime) -> str:
    """Return a moment as tapes write it: seconds in UTC, with a `Z`."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def demo_keys(provider: str) -> list[str]:
    """Return the references of a provider's demo keys: whoever opens what is sealed on a tape needs these."""
    return [f"demo:{provider}/{path.stem}" for path in sorted((shipped("keys") / provider).glob("*.crt"))]
