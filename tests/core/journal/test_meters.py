"""What was counted is read by the library that reads such text."""

from prometheus_client.parser import text_string_to_metric_families

from emulator.core.journal.meters import Meters
from tests.core.journal.test_ring import an_exchange


def samples(meters: Meters) -> dict[str, float]:
    return {
        f"{sample.name}{sorted(sample.labels.values())}": sample.value
        for family in text_string_to_metric_families(meters.text())
        for sample in family.samples
    }


def test_exchanges_units_and_outboxes_are_counted() -> None:
    meters = Meters()
    meters.exchange(an_exchange(1))
    meters.exchange(an_exchange(2, answer=None))
    meters.unit(0.002, "committed")
    meters.outbox(depth=3, age=1.5)
    meters.journal(exchanges=2, size=2_000)

    found = samples(meters)

    assert found["emulator_exchanges_total['200', 'greet', 'inbound', 'sample']"] == 1
    assert found["emulator_exchanges_total['greet', 'inbound', 'sample', 'silence']"] == 1
    assert found["emulator_unit_seconds_count['committed']"] == 1
    assert (found["emulator_outbox_pending[]"], found["emulator_outbox_oldest_seconds[]"]) == (3, 1.5)
    assert found["emulator_journal_bytes[]"] == 2_000


def test_two_houses_never_add_up() -> None:
    one, other = Meters(), Meters()
    one.exchange(an_exchange(1))

    assert not any(name.startswith("emulator_exchanges_total") for name in samples(other))
