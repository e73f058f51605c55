"""The spellings under which an operation of MDES answers: contexts, the older prefix, and an encoded slash in the version."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from emulator.core.operation import AnyOperation

# Environments as context segments (package mastercard_api_core); sandbox, test facility and integration answer alike here.
CONTEXTS: Final = ("static", "mtf", "itf")
# Older hosts had the environment in front of everything.
PREFIXES: Final = ("", "/mtf")
# Versions as they stand in plain paths, with their spellings: generated clients send a version with a slash in it, which is
# one path parameter to them, percent-encoded. Customer Service has a version without one.
VERSIONS: Final[Mapping[str, tuple[str, ...]]] = {"/1/0/": ("/1/0/", "/1%2F0/", "/1%2f0/"), "/v2/": ("/v2/",)}
_ROOT: Final = "/mdes/"
_PARAMETER: Final = re.compile(r"\{\w+\}")


def spellings(path: str) -> Iterator[str]:
    """Give every raw path at which the operation with the plain path `/mdes/<service>/<version>/<rest>` answers."""
    plain = next(version for version in VERSIONS if version in path)
    service, _, rest = path.removeprefix(_ROOT).partition(plain)
    for prefix in PREFIXES:
        for place in _places(service):
            for version in VERSIONS[plain]:
                yield f"{prefix}{_ROOT}{place}{version}{rest}"


def _places(service: str) -> Iterator[str]:
    yield service
    for context in CONTEXTS:
        yield f"{service}/{context}"
        # Token Connect is documented the other way round by one of its users: both are answered, for all services.
        yield f"{context}/{service}"


def methods_at(operations: Iterable[AnyOperation], path: str) -> list[str]:
    """Return the methods that answer at a raw path, for telling a wrong method from a wrong path."""
    return sorted({operation.method for operation in operations if any(_answers(known, path) for known in spellings(operation.path))})


def _answers(known: str, path: str) -> bool:
    literal = map(re.escape, _PARAMETER.split(known))
    return re.fullmatch("[^/]+".join(literal), path) is not None
