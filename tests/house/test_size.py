"""Nothing may eat its neighbours: the budgets of files, functions and folders."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from statistics import median
from typing import Final

import pytest

from tests.house.sources import ROOT, Function, Source, breaches, expect_none, planted, sources

LONGEST_FILE: Final = 300
MEDIAN_FILE: Final = 90
LONGEST_FUNCTION: Final = 40
MEDIAN_FUNCTION: Final = 8
FULLEST_FOLDER: Final = 12

TOP_LEVEL: Final = frozenset({"emulator", "contracts", "fixtures", "scripts", "tests", "docs"})
TOP_LEVEL_FILES: Final = frozenset({"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "constraints.txt"})
# What tools and the two programs leave behind in a working copy; .gitignore keeps it out of the project.
LEFTOVERS: Final = ("dist", "build", "*.egg-info", "*.db", "*.db-*", "__pycache__")


def lines_of(source: Source) -> int:
    return len(source.text.splitlines())


def length(function: Function) -> int:
    """Lines from `def` to the last one, docstring included, decorators not."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def long_files(source: Source) -> Iterator[str]:
    if lines_of(source) > LONGEST_FILE:
        yield f"{source.path} has {lines_of(source)} lines; it wants to be a package of the same name"


def long_functions(source: Source) -> Iterator[str]:
    for function in source.functions:
        if length(function) > LONGEST_FUNCTION:
            yield f"{source.at(function.lineno)} {function.name} has {length(function)} lines"


def full_folders(files: Iterable[Source]) -> list[str]:
    modules = Counter(source.path.parent for source in files if source.path.name != "__init__.py")
    return [f"{folder} holds {count} modules" for folder, count in modules.items() if count > FULLEST_FOLDER]


def strangers(names: Iterable[str]) -> list[str]:
    """The entries of the top level that have no business there; `names` end in a slash where they are folders."""
    known = TOP_LEVEL_FILES | {f"{folder}/" for folder in TOP_LEVEL}
    return [name for name in names if name not in known and not name.startswith(".") and not is_leftover(name)]


def is_leftover(name: str) -> bool:
    return any(PurePosixPath(name).match(pattern) for pattern in LEFTOVERS)


def test_no_file_is_longer_than_its_budget() -> None:
    expect_none(breaches(long_files, sources("emulator", "scripts", "tests")))


def test_a_file_that_is_too_long_is_found() -> None:
    assert breaches(long_files, [planted("x = 1\n" * 300)]) == []
    assert breaches(long_files, [planted("x = 1\n" * 301)]) != []


def test_no_function_is_longer_than_its_budget() -> None:
    expect_none(breaches(long_functions, sources("emulator", "scripts")))


@pytest.mark.parametrize("opening", ["def f():\n", "async def f():\n", "class C:\n def f(self):\n"])
def test_a_function_that_is_too_long_is_found(opening: str) -> None:
    fitting, too_long = (planted(opening + "  x = 1\n" * lines) for lines in (39, 40))

    assert (breaches(long_functions, [fitting]), len(breaches(long_functions, [too_long]))) == ([], 1)


def test_half_of_the_files_are_short() -> None:
    assert median(lines_of(source) for source in sources("emulator") if source.path.name != "__init__.py") <= MEDIAN_FILE


def test_half_of_the_functions_are_short() -> None:
    assert median(length(function) for source in sources("emulator") for function in source.functions) <= MEDIAN_FUNCTION


def test_a_functions_length_counts_its_signature_and_its_docstring() -> None:
    (function,) = planted('@cache\ndef f(\n    a: int,\n) -> int:\n    """Say."""\n    return a\n').functions

    assert length(function) == 5


def test_no_folder_holds_too_many_modules() -> None:
    expect_none(full_folders(sources("emulator")))


def test_a_folder_that_holds_too_many_modules_is_found() -> None:
    full = [planted("", f"emulator/core/m{number}.py") for number in range(12)]
    package = planted("", "emulator/core/__init__.py")

    assert full_folders([package, *full]) == []
    assert full_folders([*full, planted("", "emulator/core/m12.py")]) == ["emulator/core holds 13 modules"]


def test_the_top_level_holds_what_it_should_and_nothing_else() -> None:
    expect_none(strangers(f"{path.name}/" if path.is_dir() else path.name for path in ROOT.iterdir()))


def test_a_stranger_at_the_top_level_is_found() -> None:
    assert strangers(["emulator/", ".venv/", "README.md", "emulator.db-wal", "tools/", "notes.txt"]) == ["tools/", "notes.txt"]
