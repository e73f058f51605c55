"""From method and raw path to an operation, compiled once from the tables."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final
from urllib.parse import unquote

from emulator.core.operation import AnyOperation
from emulator.core.provider import Api

_PARAMETER: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a path leads: `operation` is None when the path is the API's but no row answers this method there."""

    api: Api
    operation: AnyOperation | None
    params: Mapping[str, str]


class Router:
    """Exact paths by dictionary, paths with parameters by what stands before the first, everything else by the API's prefix."""

    def __init__(self, apis: Iterable[Api], *, fallback: Api) -> None:
        """Compile the tables; whatever no API claims by its prefix belongs to `fallback`."""
        self._exact: dict[tuple[str, str], Match] = {}
        # By method, number of slashes, and the folder before the first parameter.
        self._patterns: dict[tuple[str, int, str], list[tuple[str, Api, AnyOperation]]] = {}
        self._prefixes: list[tuple[str, Api]] = []
        self._fallback = fallback
        for api in apis:
            self._prefixes += [(prefix, api) for prefix in api.prefixes]
            for operation in api.operations:
                for path in api.spellings(operation.path):
                    self._add(api, operation, path)
        # The longest prefix first: the most particular API renders the error.
        self._prefixes.sort(key=lambda pair: -len(pair[0]))

    def find(self, method: str, path: str) -> Match:
        """Return where a raw path leads."""
        if exact := self._exact.get((method, path)):
            return exact
        # No engine keeps a NUL in a text, so no reference holds one.
        if "%00" not in path and (found := self._by_pattern(method, path)):
            return found
        owner = next((api for prefix, api in self._prefixes if path.startswith(prefix)), self._fallback)
        return Match(owner, None, {})

    def _by_pattern(self, method: str, path: str) -> Match | None:
        slashes, end = path.count("/"), len(path)
        while (end := path.rfind("/", 0, end)) >= 0:
            for written, api, operation in self._patterns.get((method, slashes, path[: end + 1]), ()):
                if found := _pattern(written).fullmatch(path):
                    return Match(api, operation, {name: unquote(value) for name, value in found.groupdict().items()})
        return None

    def _add(self, api: Api, operation: AnyOperation, path: str) -> None:
        if "{" not in path:
            self._exact[operation.method, path] = Match(api, operation, {})
            return
        folder = path[: path.rindex("/", 0, path.index("{")) + 1]
        self._patterns.setdefault((operation.method, path.count("/"), folder), []).append((path, api, operation))


@lru_cache(8)
def routed(apis: tuple[Api, ...], fallback: Api) -> Router:
    """Return the router of these tables: whoever opens house after house over the same ones compiles them once."""
    return Router(apis, fallback=fallback)


@cache
def _pattern(path: str) -> re.Pattern[str]:
    parts = enumerate(_PARAMETER.split(path))
    return re.compile("".join(f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in parts))
