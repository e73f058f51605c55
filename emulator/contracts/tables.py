"""The documentation's reference tables in Markdown, made from the rows that answer requests."""

import inspect
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Final

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from emulator.config import Settings
from emulator.core.operation import AnyOperation, Notice, Question
from emulator.core.provider import Api
from emulator.domain.decisions import MAGIC, MARKER, PUBLISHED, Magic
from emulator.domain.errors import DomainError, InvalidField
from emulator.domain.pan import check_digit

# The first eight digits of the numbers shown: those of test numbers that both networks' documentation has used for decades.
SHOWN_PREFIXES: Final = {"Mastercard": "55555555", "Visa": "41111111"}


def tables(apis: Sequence[Api]) -> dict[str, str]:
    """Return every table by the name in its marker.

    `coverage` and `refusals` hold a part for each API and are also there for one API alone (`coverage.mdes.issuer`);
    `mistakes` likewise, for APIs that name them; `provocations.<api>` is there for APIs that say how a refusal is met;
    `magic_numbers`, `published_numbers` and `settings` stand alone.
    """
    coverages = {f"coverage.{api.name}": coverage(api) for api in apis}
    mistaken = {f"mistakes.{api.name}": mistakes(api) for api in apis if api.mistakes}
    refused = {f"refusals.{api.name}": refusals(api) for api in apis if api.operations}
    return {
        **coverages,
        **refused,
        "coverage": _chapters(apis, coverages, "coverage"),
        "refusals": _chapters(apis, refused, "refusals"),
        **mistaken,
        "mistakes": _chapters(apis, mistaken, "mistakes"),
        **{f"provocations.{api.name}": provocations(api) for api in apis if api.provocations},
        "magic_numbers": magic_numbers(),
        "published_numbers": published_numbers(),
        "settings": settings(),
    }


def _chapters(apis: Sequence[Api], parts: dict[str, str], kind: str) -> str:
    named = [(api.title, parts.get(f"{kind}.{api.name}")) for api in apis]
    return "\n\n".join(f"### {title}\n\n{part}" for title, part in named if part)


def mistakes(api: Api) -> str:
    """Return the mistakes that an API's refusals name, in the order in which they are looked for."""
    cells = [(catalogue.check, _code(row.cause), row.fix) for catalogue in api.mistakes for row in catalogue.rows]
    return table(("in", "cause", "what to do"), cells)


def provocations(api: Api) -> str:
    """Return how each refusal of an API is met."""
    return table(("code", "how to meet it"), [(_code(row.code), row.how) for row in api.provocations])


def coverage(api: Api) -> str:
    """Return what an API answers, sends and asks: one row each."""
    rows: list[tuple[str, AnyOperation | Notice | Question]] = [
        *((f"`{row.method} {row.path}`", row) for row in api.operations),
        *((f"sends `POST ...{row.path}`", row) for row in api.notices),
        *((f"asks `POST ...{row.path}`", row) for row in api.questions),
    ]
    cells = [(path, _code(row.name), row.fidelity.value, row.summary.rstrip("."), _link(row.source)) for path, row in rows]
    return table(("path", "operation", "fidelity", "what it does", "published at"), cells)


def _link(source: str) -> str:
    return f"[source]({source})" if "://" in source else _code(source)


def refusals(api: Api) -> str:
    """Return how an API says no: one row a domain error."""
    answers = sorted(api.wire.refusals.items(), key=lambda pair: pair[0].__name__)
    return table(("when", "it answers"), [(meaning_of(error), _answer_to(error, answer)) for error, answer in answers])


def _answer_to(error: type[DomainError], answer: Any) -> str:
    # A row may be made from the error; only of a field's errors is it known how to make one.
    if callable(answer):
        return f"for example {described(answer(error('name')))}" if issubclass(error, InvalidField) else "it depends on what is wrong"
    return described(answer)


def meaning_of(error: type[DomainError]) -> str:
    """Return a domain error's own sentence, without its full stop."""
    return (inspect.getdoc(error) or error.__name__).splitlines()[0].rstrip(".")


def described(answer: Any) -> str:
    """Return a wire's answer to an error as words: a tuple, or a row whose fields after the first are named."""
    if isinstance(answer, tuple):
        return ", ".join(map(_word, answer))
    values = {field.name: getattr(answer, field.name) for field in fields(answer)}
    told = [(name, value) for name, value in values.items() if value not in (None, "")]
    return ", ".join(_word(value) if place == 0 else f"{name} {_word(value)}" for place, (name, value) in enumerate(told))


def _word(value: Any) -> str:
    return str(int(value)) if isinstance(value, int) else _code(str(value))


def magic_numbers() -> str:
    """Return the numbers that force an outcome: the digits that do it, and a whole number for each network."""
    heads = ("digits 13 to 15", "outcome", *SHOWN_PREFIXES)
    return table(heads, [(f"`{code}`", outcome(row), *map(_code, numbers(code))) for code, row in MAGIC.items()])


def numbers(code: str) -> list[str]:
    """Return a 16-digit number for each network that stands for a magic code."""
    payloads = [prefix + MARKER + code for prefix in SHOWN_PREFIXES.values()]
    return [payload + check_digit(payload) for payload in payloads]


def outcome(row: Magic) -> str:
    """Return what a magic number does, in words."""
    return f"{row.meaning} ({row.refusal.__name__})" if row.refusal else f"{row.meaning} (`{row.decision}`)"


def published_numbers() -> str:
    """Return the test numbers that others publish for Mastercard's test facility, with the outcome they publish."""
    return table(("number", "outcome"), [(_code(number), outcome(row)) for number, row in PUBLISHED.items()])


def settings() -> str:
    """Return every setting as flag, variable, default and meaning."""
    rows = [
        (f"`--{name.replace('_', '-')}`", f"`EMULATOR_{name.upper()}`", default_of(field), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    return table(("flag", "variable", "default", "meaning"), rows)


def default_of(field: FieldInfo) -> str:
    """Return a setting's default as code, or nothing where there is none."""
    value = field.default
    return "" if value in (None, "", PydanticUndefined) else _code(str(value))


def _code(text: str) -> str:
    return f"`{text}`"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; a bar inside a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
