"""What an app really used of the contracts, by the exchanges of a tape or of a running emulator's journal."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from emulator.contracts.checks.library import Library
from emulator.recording.tape import Tape, TapedExchange

# Members under which providers write the code of a refusal.
CODES: Final = frozenset({"errorCode", "reasonCode", "ReasonCode", "code", "reason", "status"})


@dataclass
class Use:
    """How one row was used: how often, which members of its requests, which codes it was refused with."""

    calls: int = 0
    fields: set[str] = field(default_factory=set)
    codes: Counter[str] = field(default_factory=Counter)


def used(tapes: Iterable[Tape]) -> dict[str, Use]:
    """Return what was used, by contract."""
    found: dict[str, Use] = {}
    for exchange in (exchange for tape in tapes for exchange in tape.exchanges):
        use = found.setdefault(exchange.contract, Use())
        use.calls += 1
        use.fields |= set(_fields(_json(exchange.request.opened or exchange.request.body)))
        use.codes.update(_refusal(exchange))
    return found


def as_text(uses: Mapping[str, Use], library: Library) -> str:
    """Return what was used of every API that was used at all, a line a row, and the share."""
    rows = [(kind, contract) for kind, contract, _ in library.rows()]
    folders = {contract.rpartition("/")[0] for contract in uses}
    lines: list[str] = []
    for folder in sorted(folders):
        own = [(kind, contract) for kind, contract in rows if contract.rpartition("/")[0] == folder]
        count = sum(contract in uses for _, contract in own)
        lines.append(f"{folder}: {count} of {len(own)} operations, notices and questions")
        lines += [line for kind, contract in own for line in _told(kind, contract, uses.get(contract))]
    return "\n".join((*lines, ""))


def _told(kind: str, contract: str, use: Use | None) -> Iterator[str]:
    name = f"{contract.rpartition('/')[2]} ({kind[:-1]})"
    if use is None:
        yield f"  unused {name}"
        return
    yield f"  {use.calls:>6} {name}: {', '.join(sorted(use.fields)) or 'no members'}"
    yield from (f"           refused {count} times with {code}" for code, count in sorted(use.codes.items()))


def _refusal(exchange: TapedExchange) -> list[str]:
    if not exchange.refused:
        return []
    codes = [code for code in _codes(_json(exchange.response.body)) if code]
    return codes[:1] or [str(exchange.response.status)]


def _codes(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (inner for name, inner in value.items() if name in CODES and isinstance(inner, str))
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _codes(inner)


def _fields(value: Any, place: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _fields(inner, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _fields(inner, f"{place}.*")
    elif place:
        yield place


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
