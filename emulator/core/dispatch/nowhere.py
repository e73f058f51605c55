"""A path at which nothing answers, and what lives there with another method, or nearest to it."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from emulator.core.message import Request
from emulator.core.operation import AnyOperation
from emulator.core.provider import Api
from emulator.core.wire import NoSuchOperation
from emulator.crypto.diagnosis import Finding

# Paths are compared as far as this, and how like each other they must be to be worth a hint (difflib's measure).
LONGEST: Final = 200
LIKENESS: Final = 0.7
ELSE: Final = "compare method and path with the coverage table in the documentation"


def nowhere(apis: Iterable[Api], request: Request) -> NoSuchOperation:
    """Return the refusal of a request that no row answers; the hint is the developer's alone."""
    message = f"nothing answers {request.method} {request.path}"
    return NoSuchOperation(Finding(check="route", cause="no_such_operation", message=message, fix=_hint(list(apis), request)))


def _hint(apis: list[Api], request: Request) -> str:
    rows = [(api, operation) for api in apis for operation in api.operations]
    if methods := {operation.method for api, operation in rows if _answers(api, operation, request.path)}:
        return f"this path takes {_either(methods)}"
    near = get_close_matches(request.path[:LONGEST], {operation.path for _, operation in rows}, n=1, cutoff=LIKENESS)
    if not near:
        return ELSE
    methods = {operation.method for _, operation in rows if operation.path == near[0]}
    return f"the nearest is {_either(methods & {request.method} or methods)} {near[0]}"


def _either(methods: Iterable[str]) -> str:
    return " or ".join(sorted(methods))


def _answers(api: Api, operation: AnyOperation, path: str) -> bool:
    return any(_fits(written.split("/"), path.split("/")) for written in api.spellings(operation.path))


def _fits(written: list[str], met: list[str]) -> bool:
    return len(written) == len(met) and all(one == other or one.startswith("{") for one, other in zip(written, met, strict=True))
