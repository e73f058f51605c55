"""The plugin in somebody else's suite."""

import pytest

from tests.flows.processes import run

pytest_plugins = ("pytester",)

SUITE = """
import json, urllib.request
from datetime import timedelta
import pytest

@pytest.mark.parametrize("number", range(4))
def test_every_test_has_a_world_of_its_own(emulator, emulator_namespace, emulator_clock, emulator_outbox, number):
    assert emulator_namespace.url == emulator.url
    before = emulator_clock.now
    emulator_clock.advance(timedelta(days=1))
    assert emulator_clock.now - before >= timedelta(days=1)
    assert emulator_outbox.notices() == []

def test_there_is_a_phone(emulator_phone):
    assert emulator_phone.passes() == []

def test_one_more_world(emulator_world, emulator_namespace):
    assert emulator_world(issuer_url="http://127.0.0.1:1").id != emulator_namespace.id
"""
OPTIONS = ("-p", "no:cacheprovider")


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_a_suite_of_somebody_else_passes(pytester: pytest.Pytester, options: tuple[str, ...]) -> None:
    pytester.makepyfile(SUITE)

    result = pytester.runpytest_subprocess(*OPTIONS, *options)

    result.assert_outcomes(passed=6)


def test_nothing_heavy_is_imported_by_a_suite_that_does_not_use_it() -> None:
    heavy = "sys.modules.keys() & {'pydantic', 'aiohttp', 'sqlalchemy', 'cryptography'}"

    done = run("-c", f"import sys, emulator.testing.plugin; print({heavy} or 'nothing')")

    assert done.stdout == "nothing\n"
