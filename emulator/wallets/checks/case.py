"""A payload under examination, and the steps that it has passed, up to the first that it has not."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from emulator.crypto.diagnosis import Finding
from emulator.domain.cards import Expiry
from emulator.domain.pan import Pan
from emulator.wallets.keychain import Keychain
from emulator.wallets.sessions import Session


@dataclass(frozen=True, slots=True)
class Presented:
    """The card that came out of a payload. `vouched` says that the issuer's proof came with it."""

    pan: Pan
    expiry: Expiry
    holder: str | None
    vouched: bool


@dataclass(frozen=True)
class Case:
    """A payload, the session that it answers, and what it is opened with; `now` is the world's time, `wall` the machine's."""

    session: Session
    payload: Mapping[str, object] = field(repr=False)
    keys: Keychain = field(repr=False)
    now: datetime
    wall: datetime
    other_nonces: Collection[bytes] = ()

    @property
    def presented(self) -> Presented:
        """The card, once every check has passed. Raises `CardError` when its parts are no card."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Check:
    """One step: its name, and what it finds wrong."""

    step: str
    finds: Callable[[Any], Finding | None]


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken; `finding` is None when it went well."""

    step: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What an examination came to: the steps in their order, and the card when all of them went well."""

    steps: tuple[Step, ...]
    presented: Presented | None


def examine(case: Case, checks: Sequence[Check]) -> Examined:
    """Take the steps, and stop at the first that finds something."""
    steps: list[Step] = []
    for check in checks:
        steps.append(Step(check.step, check.finds(case)))
        if steps[-1].finding:
            return Examined(tuple(steps), None)
    return Examined(tuple(steps), case.presented)
