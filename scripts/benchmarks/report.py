"""What was measured, as a table, as JSON, and as plots."""

import importlib
import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from scripts.benchmarks.figures import Figure, Row

VERDICTS: Final = {True: "kept", False: "missed", None: "not measured"}
WIDTH: Final = 150
# Figures from here on are shown without a fraction.
WHOLE: Final = 100
# How the series of a row are drawn: label of the axis, and whether it counts in powers of ten.
PLOTS: Final[Mapping[str, tuple[str, bool]]] = {"half-load": ("requests a second", False), "growth": ("tokens in the vault", True)}

Measured = list[tuple[Row, Figure]]


def show(measured: Measured) -> None:
    """Print the table, misses among the rest."""
    table = Table("promise", "target", "measured", "spread", "", "seen")
    for row, figure in measured:
        sign = ">=" if row.at_least else "<="
        table.add_row(row.what, f"{sign} {row.target:g} {row.unit}", *cells(figure), VERDICTS[row.holds(figure)], figure.seen)
    Console(width=WIDTH).print(table)


def cells(figure: Figure) -> tuple[str, str]:
    """Return a figure and its spread as text."""
    value = "-" if figure.value is None else _short(figure.value)
    return value, "-".join(_short(end) for end in figure.spread) if figure.spread else ""


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= WHOLE else f"{value:.3g}"


def write(measured: Measured, file: Path) -> None:
    """Write the figures, and on what machine they were taken."""
    rows = [
        {
            "name": row.name,
            "what": row.what,
            "target": row.target,
            "unit": row.unit,
            "value": figure.value,
            "kept": row.holds(figure),
            "spread": figure.spread,
            "seen": figure.seen,
            "series": figure.series,
        }
        for row, figure in measured
    ]
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version(), "load": os.getloadavg()}
    file.write_text(json.dumps({"machine": machine, "rows": rows}, indent=1) + "\n")


def plot(measured: Measured, folder: Path) -> None:
    """Draw the rows that have series, one PNG each."""
    # Slow to import, only wanted here, and not installed where nobody draws.
    drawing = importlib.import_module("matplotlib.figure")
    folder.mkdir(parents=True, exist_ok=True)
    for row, figure in measured:
        if figure.series:
            label, is_wide = PLOTS[row.name]
            sheet = drawing.Figure(figsize=(7, 4), layout="constrained")
            axes = sheet.subplots()
            for name, points in figure.series.items():
                axes.plot(*zip(*points, strict=True), marker="o", label=name)
            axes.set(title=row.what, xlabel=label, ylabel="milliseconds", ylim=(0, None), xscale="log" if is_wide else "linear")
            axes.grid(alpha=0.3)
            axes.legend()
            sheet.savefig(folder / f"{row.name}.png", dpi=110)
