"""Tests mirror the code, both ways: who looks for the tests of a module, or for what a test is about, never searches."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

import pytest

from tests.house.sources import expect_none, sources

# Tables and messages: what they say is tested where they are used.
DECLARATIONS: Final = frozenset({"routes", "schemas"})
ENTRANCES: Final = frozenset({"__init__", "__main__"})
# Folders of tests that are about more than one module.
ABOUT_ALL: Final = frozenset({"flows", "house", "witness"})


def inside(path: PurePosixPath) -> PurePosixPath:
    """The path below emulator/ or tests/, without suffix."""
    return PurePosixPath(*path.parts[1:]).with_suffix("")


def needs_a_test(module: PurePosixPath) -> bool:
    return module.name not in ENTRANCES and not DECLARATIONS & set(module.parts)


def subject(test: PurePosixPath) -> PurePosixPath:
    """What a test file is about, by its name: domain/test_tokens is about domain/tokens."""
    return test.with_name(test.name.removeprefix("test_"))


def untested(modules: Iterable[PurePosixPath], tests: Iterable[PurePosixPath]) -> list[str]:
    """Modules that have neither a test file of their name, nor a folder of test files of their name."""
    covered = {name for test in tests for name in (subject(test), test.parent)}
    return [str(module) for module in modules if needs_a_test(module) and module not in covered]


def orphans(modules: Iterable[PurePosixPath], tests: Iterable[PurePosixPath]) -> list[str]:
    """Test files that are named after no module, no package, and lie in no folder named after a module."""
    files = set(modules)
    subjects = files | {module.parent for module in files}
    return [str(test) for test in tests if test.parts[0] not in ABOUT_ALL and subject(test) not in subjects and test.parent not in files]


def all_modules() -> list[PurePosixPath]:
    return [inside(source.path) for source in sources("emulator")]


def all_tests() -> list[PurePosixPath]:
    return [inside(source.path) for source in sources("tests") if source.path.name.startswith("test_")]


def test_every_module_has_its_tests() -> None:
    expect_none(untested(all_modules(), all_tests()))


def test_every_test_file_is_about_a_module() -> None:
    expect_none(orphans(all_modules(), all_tests()))


@pytest.mark.parametrize(
    ("module", "test", "is_covered"),
    [
        ("domain/tokens", "domain/test_tokens", True),
        ("domain/tokens", "domain/tokens/test_moves", True),
        ("domain/tokens", "domain/test_cards", False),
        ("domain/tokens", "test_tokens", False),
        ("providers/stripe/service/cards", "providers/stripe/service/test_cards", True),
        ("providers/stripe/service/cards", "providers/stripe/test_service", False),
        ("providers/stripe/schemas/cards", "domain/test_tokens", True),
        ("providers/mdes/routes", "domain/test_tokens", True),
        ("domain/__init__", "domain/test_tokens", True),
    ],
)
def test_a_module_without_its_tests_is_found(module: str, test: str, is_covered: bool) -> None:
    missing = untested([PurePosixPath(module)], [PurePosixPath(test)])

    assert missing == ([] if is_covered else [module])


@pytest.mark.parametrize(
    ("test", "module", "is_about_it"),
    [
        ("domain/test_tokens", "domain/tokens", True),
        ("domain/tokens/test_moves", "domain/tokens", True),
        ("providers/stripe/test_service", "providers/stripe/service/cards", True),
        ("domain/test_gone", "domain/tokens", False),
        ("test_gone", "domain/tokens", False),
        ("flows/test_the_main_job", "domain/tokens", True),
    ],
)
def test_a_test_file_about_nothing_is_found(test: str, module: str, is_about_it: bool) -> None:
    lost = orphans([PurePosixPath(module)], [PurePosixPath(test)])

    assert lost == ([] if is_about_it else [test])
