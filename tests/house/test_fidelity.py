"""A row may call itself faithful only when software that nobody here wrote exercises it in a test."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from emulator import bootstrap
from emulator.core.operation import Fidelity
from tests.house.sources import expect_none

TESTS: Final = Path(__file__).resolve().parents[1]

# Official clients, and libraries that share no code with us.
OUTSIDE: Final = frozenset({"oauth1", "client_encryption", "stripe", "joserfc", "jwcrypto", "Crypto", "mastercardmdescustomerservice"})

# Our own API has no provider to be faithful to.
OURS: Final = frozenset({"admin", "inbox"})


def marked(source: str) -> Iterator[str]:
    """Give the rows that `pytest.mark.exercises(...)` names in a test file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "exercises":
            yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant) and isinstance(argument.value, str))


@cache
def imported(source: str) -> set[str]:
    """Return the modules that a source imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def reaches_outside(path: Path) -> bool:
    """Say whether a test file uses an outside library, itself or through a module of the tests that it imports."""
    modules = imported(path.read_text())
    own = [TESTS.parent / (module.replace(".", "/") + ".py") for module in modules if module.startswith("tests.")]
    fixtures = [parent / "conftest.py" for parent in path.parents if TESTS in (parent, *parent.parents)]
    nearby = [imported(file.read_text()) for file in (*own, *fixtures) if file.is_file()]
    return any(module.partition(".")[0] in OUTSIDE for modules in ([*modules], *nearby) for module in modules)


@cache
def exercised() -> set[str]:
    """Return the rows that tests with an outside library name."""
    return {
        row
        for path in sorted(TESTS.rglob("test_*.py"))
        if path != Path(__file__) and reaches_outside(path)
        for row in marked(path.read_text())
    }


def rows() -> Iterator[tuple[str, str, Fidelity]]:
    """Give API, name and fidelity of every row of the house."""
    for api in bootstrap.APIS:
        for table in (api.operations, api.notices, api.questions):
            yield from ((api.name, row.name, row.fidelity) for row in table)


def faithful_rows() -> set[str]:
    """Return every row of a provider that calls itself faithful."""
    return {f"{api}.{name}" for api, name, fidelity in rows() if api not in OURS and fidelity is Fidelity.FAITHFUL}


def test_every_faithful_row_is_exercised_by_outside_software() -> None:
    expect_none(sorted(faithful_rows() - exercised()))


def test_a_marker_names_a_row_that_exists() -> None:
    expect_none(sorted(exercised() - {f"{api}.{name}" for api, name, _ in rows()}))


def test_the_rule_reads_markers_and_sees_who_is_outside(tmp_path: Path) -> None:
    source = "import pytest\n@pytest.mark.exercises('mdes.x.y', 'mdes.x.z')\ndef test_it(): ...\n"
    (tmp_path / "test_inside.py").write_text(source)
    (tmp_path / "test_outside.py").write_text("from oauth1.oauth import OAuth\n" + source)

    assert list(marked(source)) == ["mdes.x.y", "mdes.x.z"]
    assert not reaches_outside(tmp_path / "test_inside.py")
    assert reaches_outside(tmp_path / "test_outside.py")
