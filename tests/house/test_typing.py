"""Every function says what it takes and gives, in an order that cannot be confused, and a checker is told to look away rarely, and why."""

import io
import re
import tokenize
from ast import arg, arguments
from collections.abc import Iterable, Iterator
from typing import Final

import pytest

from tests.house.sources import Function, Source, breaches, expect_none, planted, sources

MOST_IGNORES: Final = 5
MOST_POSITIONAL: Final = 3
IGNORE: Final = re.compile(r"#\s*type:\s*ignore")
WAIVER: Final = re.compile(r"#\s*(?:type:\s*ignore|noqa)")
EXPLAINED: Final = re.compile(r"# (?:type: ignore\[[a-z-]+(?:, ?[a-z-]+)*\]|noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*)  .*\w{3}")
RECEIVERS: Final = frozenset({"self", "cls", "mcs"})


def without_annotation(source: Source) -> Iterator[str]:
    for function in source.functions:
        silent = [parameter.arg for parameter in every_parameter(function) if parameter.annotation is None]
        if silent or function.returns is None:
            yield f"{source.at(function.lineno)} {function.name}: no type for {', '.join(silent) or 'what it returns'}"


def too_positional(source: Source) -> Iterator[str]:
    for function in source.functions:
        is_protocol = function.name.startswith("__") and function.name != "__init__"
        if len(positional(function.args)) > MOST_POSITIONAL and not is_protocol:
            yield f"{source.at(function.lineno)} {function.name}: parameters beyond the third are keyword-only"


def every_parameter(function: Function) -> Iterator[arg]:
    taken = function.args
    stars = [star for star in (taken.vararg, taken.kwarg) if star is not None]
    return (parameter for parameter in (*positional(taken), *taken.kwonlyargs, *stars))


def positional(taken: arguments) -> list[arg]:
    parameters = [*taken.posonlyargs, *taken.args]
    return parameters[1:] if parameters and parameters[0].arg in RECEIVERS else parameters


def waivers(source: Source) -> Iterator[str]:
    """The comments that silence mypy or ruff, each with its place."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and WAIVER.search(token.string):
            yield f"{source.at(token.start[0])} {token.string}"


def ignores(source: Source) -> Iterator[str]:
    return (waiver for waiver in waivers(source) if IGNORE.search(waiver))


def unexplained(found: Iterable[str]) -> list[str]:
    return [waiver for waiver in found if not EXPLAINED.search(waiver)]


def test_every_parameter_and_result_has_a_type() -> None:
    expect_none(breaches(without_annotation, sources("emulator", "scripts", "tests")))


@pytest.mark.parametrize(
    "sample",
    ["def f(a) -> None: ...", "def f(a: int): ...", "def f(*a) -> None: ...", "async def f(*, a) -> None: ...", "def f(**a) -> None: ..."],
)
def test_a_missing_type_is_found(sample: str) -> None:
    assert len(breaches(without_annotation, [planted(sample)])) == 1


def test_a_receiver_needs_no_type() -> None:
    sample = planted("class C:\n    def f(self, a: int) -> None: ...\n")

    assert breaches(without_annotation, [sample]) == []


def test_parameters_beyond_the_third_are_keyword_only() -> None:
    expect_none(breaches(too_positional, sources("emulator", "scripts")))


def test_a_fourth_positional_parameter_is_found() -> None:
    method, function = planted("class C:\n    def f(self, a, b, c, *, d): ...\n"), planted("def f(a, b, c, d=1): ...")

    assert (breaches(too_positional, [method]), len(breaches(too_positional, [function]))) == ([], 1)


def test_mypy_is_told_to_look_away_rarely() -> None:
    assert len(breaches(ignores, sources("emulator"))) <= MOST_IGNORES


def test_every_waiver_names_its_code_and_its_reason() -> None:
    expect_none(unexplained(breaches(waivers, sources("emulator", "scripts", "tests"))))


@pytest.mark.parametrize(
    ("comment", "is_explained"),
    [
        ("# type: ignore", False),
        ("# type: ignore[attr-defined]", False),
        ("#type:ignore  # because", False),
        ("# type: ignore[attr-defined]  # the library's stub forgets this method", True),
        ("# noqa", False),
        ("# noqa: S305", False),
        ("# noqa: S305  (their mistake, not ours)", True),
    ],
)
def test_a_waiver_without_code_or_reason_is_found(comment: str, is_explained: bool) -> None:
    found = breaches(waivers, [planted(f"x = 1  {comment}\n")])

    assert (len(found), unexplained(found) == []) == (1, is_explained)


def test_a_text_about_waivers_is_no_waiver() -> None:
    assert breaches(waivers, [planted('x = "# type: ignore"\n')]) == []


def test_only_what_silences_mypy_counts_as_an_ignore() -> None:
    sample = planted("x = 1  # type: ignore[misc]  # because of x\ny = 2  # noqa: E731  # because of y\n")

    assert (len(breaches(ignores, [sample])), len(breaches(waivers, [sample]))) == (1, 2)
