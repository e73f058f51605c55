"""A house of alarms, whose wall clock the test moves."""

from dataclasses import replace
from datetime import datetime

import pytest

from emulator.core.announcer import Announcer
from emulator.core.context import House
from tests.core.deadlines.alarms import API, SECOND
from tests.core.sample import NOON


class Hands:
    """The hands of the clock on the wall."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += seconds * SECOND


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def alarms(house: House, hands: Hands) -> House:
    """The house with alarms in place of the sample API."""
    return replace(house, apis=(API,), announce=Announcer.of((API,)), wall=hands)
