"""What a wire checks of every request before it reads it, as data: so that what passed can be told like what did not."""

from collections.abc import Callable
from dataclasses import dataclass

from emulator.core.message import Request


@dataclass(frozen=True)
class Check:
    """One check: its name, as findings have it, what is compared in words, and what a request that passes shows for it."""

    name: str
    what: str
    shown: Callable[[Request], str]


@dataclass(frozen=True)
class Checks:
    """All checks of a wire in their order: the first of those `refusing` that fails is the last that is made."""

    refusing: tuple[Check, ...] = ()
    remarking: tuple[Check, ...] = ()
