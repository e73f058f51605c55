"""Every contract tried on a live target: shipped tapes are sent, and what comes back is held against the contracts."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from emulator.contracts.checks.library import Library
from emulator.contracts.checks.validation import Breach, Validator
from emulator.recording.tape import Tape
from emulator.recording.verify import Compared

OURS: Final = "admin/"


@dataclass
class Result:
    """What came of one operation: how often it was called, and what was not as its contract says; untried where never."""

    contract: str
    calls: int = 0
    breaches: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """`passed`, `failed` or `untried`."""
        if not self.calls:
            return "untried"
        return "failed" if self.breaches else "passed"


def untried(library: Library, only: Sequence[str] = ()) -> dict[str, Result]:
    """Return a result for every operation that has a contract for its answer, and whose name holds one of `only`.

    Without these it is every operation of a provider: no sandbox but this emulator has its admin API.
    """
    rows = [contract for kind, contract, entry in library.rows() if kind == "operations" and entry["files"]]
    chosen = only or {contract.partition("/")[0] + "/" for contract in rows} - {OURS}
    return {name: Result(name) for name in rows if any(part in name for part in chosen)}


def wanted(tapes: Iterable[Tape], results: Mapping[str, Result]) -> list[Tape]:
    """Return the tapes on which an operation is called that a result is wanted for."""
    return [tape for tape in tapes if any(exchange.contract in results for exchange in tape.inbound) and not tape.settings]


def judge(results: Mapping[str, Result], compared: Iterable[Compared], validator: Validator, *, ignored: Sequence[str] = ()) -> None:
    """Add what came of a tape to the results; breaches at pointers that begin with one of `ignored` are known drift."""
    for one in compared:
        result = results.get(one.exchange.contract)
        if result is None:
            continue
        result.calls += 1
        result.breaches += [f"{one.exchange.title} {breach}" for breach in _breaches(one, validator) if not _is_ignored(breach, ignored)]


def _breaches(one: Compared, validator: Validator) -> Iterator[Breach]:
    if one.answer is None:
        yield Breach("", one.faults[0])
        return
    api = one.exchange.contract.rpartition("/")[0]
    forms = {f"{one.exchange.contract}.response": one.answer.body, f"{one.exchange.contract}.response.opened": one.opened}
    answered = [breach for name, body in forms.items() for breach in _held(validator, name, body)]
    refused = _held(validator, f"{api}/errors", one.answer.body)
    success = one.answer.status < 400 and not one.exchange.refused
    # An answer may be the refusal of a call that was answered when the tape was recorded; that is told as what it is.
    if success and answered and not refused:
        yield Breach("", f"refused with status {one.answer.status}")
    else:
        yield from answered if success else refused


def _held(validator: Validator, name: str, body: bytes) -> list[Breach]:
    if not validator.knows(name):
        return []
    message = _json(body)
    return [Breach("", "the body is no JSON")] if message is None else validator.breaches(name, message)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _is_ignored(breach: Breach, ignored: Sequence[str]) -> bool:
    return any(breach.pointer.startswith(pointer) for pointer in ignored)
