"""The figures in the documentation: tables between markers, written by whoever has measured on a quiet machine."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from scripts.benchmarks.report import VERDICTS, Measured, cells

PASSAGE: Final = re.compile(r"(<!-- measured: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def fill(file: Path, tables: Mapping[str, str]) -> None:
    """Write the tables whose names stand in markers; a passage whose table was not measured stays as it is."""

    def passage(found: re.Match[str]) -> str:
        opening, name, end = found.groups()
        return f"{opening}{tables[name]}\n{end}" if name in tables else found[0]

    file.write_text(PASSAGE.sub(passage, file.read_text(encoding="utf-8")), encoding="utf-8")


def promises(measured: Measured) -> str:
    """Return the table of promises, misses among the rest."""
    return "\n".join(_promises(measured))


def prices(costs: Iterable[tuple[str, float]]) -> str:
    """Return the table of what a request of each kind costs."""
    return "\n".join(["| request | µs |", "|---|---|", *(f"| {name} | {spent:,.0f} |" for name, spent in costs)])


def _promises(measured: Measured) -> Iterator[str]:
    yield "| promise | target | measured | spread | | seen |"
    yield "|---|---|---|---|---|---|"
    for row, figure in measured:
        sign = ">=" if row.at_least else "<="
        value, spread = cells(figure)
        yield f"| {row.what} | {sign} {row.target:g} {row.unit} | {value} | {spread} | {VERDICTS[row.holds(figure)]} | {figure.seen} |"
