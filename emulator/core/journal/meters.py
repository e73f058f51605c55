"""What the house measures about itself, in the form that Prometheus reads (prometheus.io, text format 0.0.4)."""

from functools import cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from emulator.core.journal.ring import Exchange

TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_MICROS: Final = 1_000_000


class Meters:
    """The meters of one house, in a registry of their own, so that two houses in one process never add up."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._exchanges = Counter(
            "emulator_exchanges", "Exchanges by outcome", ["api", "operation", "direction", "outcome"], registry=self._registry
        )
        self._latency = Histogram(
            "emulator_exchange_seconds", "Until the answer was ready", ["api", "direction"], buckets=_SECONDS, registry=self._registry
        )
        self._units = Histogram(
            "emulator_unit_seconds", "Units of work, their commit included", ["outcome"], buckets=_SECONDS, registry=self._registry
        )
        self._depth = Gauge("emulator_outbox_pending", "Notices that have yet to be delivered", registry=self._registry)
        self._age = Gauge("emulator_outbox_oldest_seconds", "Age of the oldest of them", registry=self._registry)
        self._held = Gauge("emulator_journal_exchanges", "Exchanges in the journal", registry=self._registry)
        self._bytes = Gauge("emulator_journal_bytes", "Bytes that the journal counts", registry=self._registry)
        # Finding the meter of some labels costs more than moving it.
        self._exchanges_of = cache(self._exchanges.labels)
        self._latency_of = cache(self._latency.labels)
        self._units_of = cache(self._units.labels)

    def exchange(self, exchange: Exchange) -> None:
        """Count an exchange that has ended."""
        status = exchange.response.status if exchange.response else None
        outcome = exchange.error or (f"{status}" if status else "silence")
        direction = exchange.direction
        self._exchanges_of(exchange.api, exchange.operation, direction, outcome).inc()
        self._latency_of(exchange.api, direction).observe(exchange.micros / _MICROS)

    def unit(self, seconds: float, outcome: str) -> None:
        """Count a unit of work: `committed` or `refused`."""
        self._units_of(outcome).observe(seconds)

    def outbox(self, *, depth: int, age: float) -> None:
        """Set what waits in the outboxes of all worlds, and for how many seconds the oldest of it has."""
        self._depth.set(depth)
        self._age.set(age)

    def journal(self, *, exchanges: int, size: int) -> None:
        """Set what the journal holds."""
        self._held.set(exchanges)
        self._bytes.set(size)

    def text(self) -> str:
        """Return everything in Prometheus's own text."""
        return generate_latest(self._registry).decode()
