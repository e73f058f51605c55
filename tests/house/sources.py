"""The project's Python files, read and parsed once, for the rules to look at."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from textwrap import dedent
from typing import Final, TypeAlias

ROOT: Final = Path(__file__).resolve().parents[2]

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Rule: TypeAlias = "Callable[[Source], Iterator[str]]"
"""Yields one sentence per breach."""


@dataclass(frozen=True)
class Source:
    """One Python file; `path` is relative to the project's folder."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @property
    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones included."""
        return (node for node in self.nodes if isinstance(node, Function))

    def at(self, line: int) -> str:
        """Return the place as editors understand it."""
        return f"{self.path}:{line}"

    def is_below(self, *folders: str) -> bool:
        """Say whether the file is one of `folders` (a package or a module, without suffix), or lies below one."""
        return any(self.path.is_relative_to(folder) or self.path == PurePosixPath(f"{folder}.py") for folder in folders)


def sources(*folders: str) -> tuple[Source, ...]:
    """Return the Python files below `folders`, sorted by path in each."""
    return tuple(source for folder in folders for source in _below(folder))


@cache
def _below(folder: str) -> tuple[Source, ...]:
    files = sorted((ROOT / folder).rglob("*.py"))
    return tuple(Source(PurePosixPath(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in files)


def planted(text: str, path: str = "emulator/domain/planted.py") -> Source:
    """Return a file that exists only in a test: the bad sample that a rule must find."""
    return Source(PurePosixPath(path), dedent(text).lstrip("\n"))


def breaches(rule: Rule, files: Iterable[Source]) -> list[str]:
    """Return what `rule` has to say about `files`."""
    return [breach for source in files for breach in rule(source)]


def expect_none(found: Iterable[object]) -> None:
    """Fail with every breach on a line of its own."""
    lines = [str(breach) for breach in found]
    assert not lines, "\n".join(["", *lines])
