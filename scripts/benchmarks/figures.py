"""What is measured and how it is told: a row, a figure, and loads side by side."""

import os
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import uvloop

from scripts.benchmarks import servers, wrk
from scripts.benchmarks.load import CONNECTIONS, Subject, one_round


@dataclass(frozen=True)
class Options:
    """How long and how often: seconds of a round, rounds, tokens in the large vault, cards to seed."""

    seconds: float = 2.0
    rounds: int = 3
    tokens: int = 1_000_000
    cards: int = 100_000


@dataclass(frozen=True)
class Figure:
    """What came of a row: the `value` that its target speaks of, and in words what else was seen. None: not measured, and why."""

    value: float | None
    seen: str
    spread: tuple[float, float] | None = None
    series: dict[str, list[tuple[float, float]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One promise. `holds` compares the value with the target."""

    name: str
    what: str
    target: float
    unit: str
    measure: Callable[[Path, Options], Figure]
    at_least: bool = False

    def holds(self, figure: Figure) -> bool | None:
        """Say whether the promise is kept; None when it was not measured."""
        if figure.value is None:
            return None
        return figure.value >= self.target if self.at_least else figure.value <= self.target


def compared(subjects: list[Subject], options: Options) -> None:
    """Load all subjects in turn, round after round, so that a noisy moment hits them all; with wrk where it is."""
    for _ in range(options.rounds):
        for subject in subjects:
            if wrk.present():
                wrk.one_round(subject, options.seconds, core=servers.core(1))
            else:
                loaded(subject, options.seconds)


def loaded(subject: Subject, seconds: float, *, connections: int = CONNECTIONS, per_second: float = 0.0) -> None:
    """Load one subject for so many seconds, from the core that is not the server's."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, servers.core(1))
    uvloop.run(one_round(subject, seconds, connections=connections, per_second=per_second))
    os.sched_setaffinity(0, before)


def rated(subject: Subject, bound: list[float]) -> Figure:
    """Return the ratio of a subject's rate to what bounds it, round by round."""
    ratios = [rate / limit for rate, limit in zip(subject.rates, bound, strict=True)]
    seen = f"{statistics.median(subject.rates):,.0f}/s of {statistics.median(bound):,.0f}/s; p50 {quantile(subject, 0.5):.1f} ms"
    return Figure(statistics.median(ratios), seen, (min(ratios), max(ratios)))


def quantile(subject: Subject, share: float) -> float:
    """Return a delay in milliseconds."""
    return sorted(subject.delays)[min(int(len(subject.delays) * share), len(subject.delays) - 1)] * 1_000
