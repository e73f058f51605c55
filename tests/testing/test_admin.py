"""The typed client of the admin API."""

import time

import pytest

from emulator import __version__
from emulator.testing import calls
from emulator.testing.admin import Admin


def test_an_answer_has_its_type(admin: Admin) -> None:
    assert admin.send(calls.version()).version == __version__


def test_a_refusal_is_raised_with_its_problem(admin: Admin) -> None:
    with pytest.raises(calls.AdminRefused, match="404 unknown_namespace: there is no namespace called nowhere") as refused:
        admin.send(calls.clock("nowhere"))

    assert (refused.value.status, refused.value.problem["code"]) == (404, "unknown_namespace")


def test_a_connection_that_was_closed_is_opened_again(admin: Admin) -> None:
    admin.send(calls.version())
    admin.close()

    assert admin.send(calls.version()).version == __version__


def test_a_world_costs_less_than_fifty_milliseconds(admin: Admin) -> None:
    admin.send(calls.create_namespace())

    began = time.perf_counter()
    for _ in range(10):
        admin.send(calls.create_namespace())

    assert (time.perf_counter() - began) / 10 < 0.05
