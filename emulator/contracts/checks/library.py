"""The committed contracts by name: `mdes/digital_enablement/tokenize.request`."""

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Final

SUFFIX: Final = ".json"
# Documents that describe contracts and are none themselves.
ABOUT: Final = ("index", "openapi")

Json = dict[str, Any]


class UnknownContract(ValueError):
    """There is no contract of this name; the text names those that are alike."""


class Library:
    """Reads contracts from a directory as it is shipped, or from one of another version."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @cached_property
    def names(self) -> list[str]:
        """Every contract's name, in order."""
        paths = (path.relative_to(self._directory).as_posix().removesuffix(SUFFIX) for path in self._directory.rglob("*.json"))
        return sorted(name for name in paths if name.rpartition("/")[2] not in ABOUT)

    def schema(self, name: str) -> Json:
        """Return a contract.

        Raises:
            UnknownContract: there is none of this name.
        """
        if name not in self.names:
            near = [known for known in self.names if name.rpartition("/")[2] in known][:5]
            raise UnknownContract(
                f"there is no contract called {name}; " + (f"perhaps {', '.join(near)}" if near else "see `contracts list`")
            )
        schema: Json = json.loads((self._directory / f"{name}{SUFFIX}").read_text(encoding="utf-8"))
        return schema

    def has(self, name: str) -> bool:
        """Say whether there is a contract of this name."""
        return name in self.names

    def rows(self) -> Iterator[tuple[str, str, Json]]:
        """Give kind (`operations`, `notices`, `questions`), contract and entry of every row in the indexes."""
        for path in sorted(self._directory.rglob("index.json")):
            folder = path.parent.relative_to(self._directory).as_posix()
            index = json.loads(path.read_text(encoding="utf-8"))
            for kind in ("operations", "notices", "questions"):
                yield from ((kind, f"{folder}/{entry['name']}", entry) for entry in index[kind])
