"""What may not stand in the project: unfinished business, names that mean nothing, and the places it was made in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.house.sources import ROOT, Source, breaches, expect_none, planted, sources

SENTENCE_INSIDE: Final = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!vs)[.!?]\s+[\"'`(]?[A-Z]")
UNFINISHED: Final = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
EMPTY_NAMES: Final = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "base"})

# Each is one way in which a machine, a registry, or the making of the project shows through.
PLACES: Final = re.compile(
    r"(?<![\w.~-])/(?:work|root|home|opt|mnt|Users)/[\w.-]"
    r"|pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|proxy\.golang|--(?:extra-)?index-url"
    r"|https?://\S+/simple/"
    r"|(?<![\w/.-])(?:shared|reference)/"
    r"|\b(?:design|style)\.md\b|\bissues show\b|\bteammates?\b|\bthe lead\b|\[GK\]",
    re.IGNORECASE,
)
FOLDERS: Final = ("emulator", "contracts", "fixtures", "scripts", "tests", "docs", ".ci")
# This file must name what it forbids.
ITSELF: Final = Path(__file__).relative_to(ROOT)


def wordless_modules(source: Source) -> Iterator[str]:
    """Further paragraphs may follow the sentence, for sources and reasons."""
    opening, *_ = (ast.get_docstring(source.tree) or "").split("\n\n")
    if not opening.endswith(".") or SENTENCE_INSIDE.search(opening):
        yield f"{source.path} does not open with one sentence that says what it is"


def unfinished(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.text.splitlines(), start=1):
        if UNFINISHED.search(line):
            yield f"{source.at(number)} is unfinished: {line.strip()}"


def empty_names(source: Source) -> Iterator[str]:
    for name in source.path.with_suffix("").parts:
        if name in EMPTY_NAMES:
            yield f"{source.path}: `{name}` names no noun of the domain"


def places(text: str) -> list[str]:
    return [match.group() for match in PLACES.finditer(text)]


def texts() -> Iterator[tuple[Path, str]]:
    """Every file of the project that is text, with its path below the project's folder."""
    below = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    beside = (path for path in ROOT.iterdir() if path.name != ".git" and not path.name.endswith((".db", ".db-wal", ".db-shm")))
    for path in (*below, *beside):
        if path.is_file() and "__pycache__" not in path.parts and path.relative_to(ROOT) != ITSELF:
            yield path.relative_to(ROOT), path.read_bytes().decode("utf-8", errors="replace")


def test_every_module_opens_with_one_sentence() -> None:
    expect_none(breaches(wordless_modules, sources("emulator", "scripts", "tests")))


@pytest.mark.parametrize(
    "opening",
    ["", "x = 1", '"""Tokens"""', '"""Tokens. Their life too."""', '"""Tokens\n\nTheir life."""'],
)
def test_a_module_that_opens_otherwise_is_found(opening: str) -> None:
    assert len(breaches(wordless_modules, [planted(opening)])) == 1


@pytest.mark.parametrize(
    "opening",
    ['"""Tokens, e.g. Apple\'s, as RFC 7516 has them."""', '"""A sentence\nof two lines."""', '"""Tokens.\n\nAs published. In full."""'],
)
def test_a_module_that_opens_with_one_sentence_is_fine(opening: str) -> None:
    assert breaches(wordless_modules, [planted(opening)]) == []


def test_nothing_is_left_unfinished() -> None:
    others = (source for source in sources("emulator", "scripts", "tests") if Path(source.path) != ITSELF)

    expect_none(breaches(unfinished, others))


@pytest.mark.parametrize("line", ["x = 1  # TODO: later", '"""FIXME"""', "# HACK"])
def test_unfinished_business_is_found(line: str) -> None:
    assert len(breaches(unfinished, [planted(line)])) == 1


def test_every_module_is_named_by_a_noun_of_the_domain() -> None:
    expect_none(breaches(empty_names, sources("emulator", "scripts", "tests")))


@pytest.mark.parametrize("path", ["emulator/core/utils.py", "emulator/common/tokens.py", "emulator/base.py"])
def test_a_name_that_means_nothing_is_found(path: str) -> None:
    assert len(breaches(empty_names, [planted("", path)])) == 1


def test_the_project_speaks_of_no_machine_no_registry_and_not_of_its_making() -> None:
    expect_none([(str(path), found) for path, text in texts() if (found := places(text))])


@pytest.mark.parametrize(
    "text",
    [
        "see /home/anna/notes",
        "'/work/tree/x.py'",
        "https://pypi.org/project/aiohttp",
        "pip install --index-url x",
        "as reference/mdes.md says",
        "(shared/vectors)",
        "done by a teammate",
    ],
)
def test_a_place_that_shows_through_is_found(text: str) -> None:
    assert len(places(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "(github.com/Mastercard/client-encryption-python, issue 9)",
        "/mdes/digitization/static/1/0/tokenize",
        "https://developer.example/api-reference/home/",
        "emulator/_shipped/keys",
        "the issuer 5",
    ],
)
def test_ordinary_text_shows_no_place(text: str) -> None:
    assert places(text) == []
