"""Seed files: sent to a running emulator in batches, with a progress bar where there is much."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console
from rich.progress import Progress

from emulator.cli.calling import CallError, Target

# Cards and credentials refer to parties, so parties come first.
KINDS: Final = ("issuers", "requestors", "credentials", "cards")
# How much one request holds: certificates are long, and the emulator takes no larger body than its setting says.
MOST: Final = 500
MOST_BYTES: Final = 262_144


class SeedError(Exception):
    """The file is no seed file, or the emulator does not take it; its text is one sentence."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries of one kind that are sent together; `start` is the place of the first in the file's list."""

    kind: str
    start: int
    rows: tuple[Any, ...]


def batches(text: str) -> list[Batch]:
    """Cut a seed file into pieces that the admin API takes.

    Raises:
        SeedError: it is not JSON, or holds something else than lists of the known kinds.
    """
    try:
        seeds = json.loads(text)
    except ValueError as error:
        raise SeedError(f"the seed file is not JSON: {error}") from None
    if not isinstance(seeds, dict) or set(seeds) - set(KINDS) or not all(isinstance(rows, list) for rows in seeds.values()):
        raise SeedError(f"a seed file is an object with lists called {', '.join(KINDS)}")
    return [batch for kind in KINDS for batch in _cut(kind, seeds.get(kind, []))]


def register(work: list[Batch], target: Target) -> Mapping[str, int]:
    """Send every batch; return how many of each kind were registered.

    Raises:
        SeedError: nobody answers at the URL, or a batch is refused; the ones before it are kept, and named.
    """
    counted = Counter[str]()
    for batch in _shown(work):
        try:
            _send(target, batch)
        except SeedError as error:
            raise SeedError(f"{error} (registered before that: {told(counted)})" if counted else str(error)) from None
        counted[batch.kind] += len(batch.rows)
    return counted


def told(counted: Mapping[str, int]) -> str:
    """Return in words how many of each kind there are."""
    return ", ".join(f"{count} {kind}" for kind, count in counted.items()) or "nothing"


def _cut(kind: str, rows: Iterable[Any]) -> Iterator[Batch]:
    start, held, size = 0, list[Any](), 0
    for row in rows:
        weight = len(json.dumps(row))
        if held and (len(held) == MOST or size + weight > MOST_BYTES):
            yield Batch(kind, start, tuple(held))
            start, held, size = start + len(held), [], 0
        held.append(row)
        size += weight
    if held:
        yield Batch(kind, start, tuple(held))


def _shown(work: list[Batch]) -> Iterator[Batch]:
    with Progress(console=Console(stderr=True), transient=True, disable=len(work) < 2) as progress:
        task = progress.add_task("registering", total=sum(len(batch.rows) for batch in work))
        for batch in work:
            yield batch
            progress.advance(task, len(batch.rows))


def _send(target: Target, batch: Batch) -> None:
    try:
        target.call("POST", "parties", {"namespace": target.namespace, batch.kind: batch.rows})
    except CallError as error:
        raise SeedError(_detail(error, batch)) from None


def _detail(error: CallError, batch: Batch) -> str:
    """Return why a batch was refused; a place in it becomes the place in the file."""
    try:
        places = [f"{_in_file(row['field'], batch)}: {row['problem']}" for row in error.problem["errors"]]
    except (KeyError, TypeError):
        return str(error)
    return f"the emulator refused: {'; '.join(places)}" if places else str(error)


def _in_file(field: str, batch: Batch) -> str:
    kind, _, rest = field.partition(".")
    number, dot, member = rest.partition(".")
    known = kind == batch.kind and number.isdecimal()
    return f"{kind}.{batch.start + int(number)}{dot}{member}" if known else field
