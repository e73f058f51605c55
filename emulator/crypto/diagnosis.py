"""The explanation engine: a catalogue of known mistakes in, one finding that names the mistake out."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Generic, Literal, TypeVar

Severity = Literal["refused", "tolerated"]
Case = TypeVar("Case")


def first_difference(a: bytes | str, b: bytes | str) -> int | None:
    """Return the offset of the first byte in which the two differ, or None when they are equal.

    Text is compared as UTF-8. When one is the beginning of the other, the offset is the length of the shorter.
    """
    left, right = _as_bytes(a), _as_bytes(b)
    if left == right:
        return None
    shared = min(len(left), len(right))
    return next((offset for offset in range(shared) if left[offset] != right[offset]), shared)


def _as_bytes(value: bytes | str) -> bytes:
    return value.encode("utf-8", "replace") if isinstance(value, str) else value


@dataclass(frozen=True)
class Finding:
    """What was wrong with a message, and what to do about it. Holds neither card numbers nor secrets.

    `check` is the step that failed ("signature", "body_hash", "encryption"...), `cause` the snake_case name of the
    mistake. `expected` is our side, `got` theirs, `difference` the first byte offset in which the two differ.
    """

    check: str
    cause: str
    message: str
    fix: str
    expected: str | None = None
    got: str | None = None
    difference: int | None = None
    severity: Severity = "refused"

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the fields as JSON-able data."""
        return asdict(self)

    def tolerated(self) -> "Finding":
        """Return the same finding about a message that was accepted all the same."""
        return replace(self, severity="tolerated")


class Refused(Exception):
    """A message that is not accepted; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.check}: {finding.cause}: {finding.message}")
        self.finding = finding


@dataclass(frozen=True)
class Evidence:
    """What a recogniser saw: one sentence, and both sides where they can be shown."""

    message: str
    expected: str | None = None
    got: str | None = None


@dataclass(frozen=True)
class Mistake(Generic[Case]):
    """One row of a catalogue: a mistake that developers make, how it shows in a case, and how to mend it."""

    cause: str
    recognise: Callable[[Case], Evidence | None]
    fix: str


def recognise(case: Case, catalogue: Iterable[Mistake[Case]], *, check: str) -> Finding | None:
    """Return the finding of the first row that recognises `case`, or None."""
    for mistake in catalogue:
        evidence = mistake.recognise(case)
        if evidence is not None:
            return _finding(mistake, evidence, check)
    return None


def diagnose(case: Case, catalogue: Iterable[Mistake[Case]], *, otherwise: Finding) -> Finding:
    """Return the finding of the first row that recognises `case`; `otherwise` gives the check, and the answer if none does."""
    return recognise(case, catalogue, check=otherwise.check) or otherwise


def _finding(mistake: Mistake[Case], evidence: Evidence, check: str) -> Finding:
    expected, got = evidence.expected, evidence.got
    return Finding(
        check=check,
        cause=mistake.cause,
        message=evidence.message,
        fix=mistake.fix,
        expected=expected,
        got=got,
        difference=None if expected is None or got is None else first_difference(expected, got),
    )
