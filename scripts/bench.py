"""Measure what the documentation promises: one row, several, or all, each beside what bounds it in the same run."""

import argparse
import sys
import tempfile
from pathlib import Path

from scripts.benchmarks import costs, page, peers, report
from scripts.benchmarks.figures import Figure, Options, Row
from scripts.benchmarks.rows import ROWS, chosen


def main() -> int:
    """Measure, and print a table; 1 when a promise is missed."""
    given = _arguments()
    options = Options(given.seconds, given.rounds, given.tokens, given.cards)
    rows = chosen([] if given.all else given.rows) if given.all or given.rows else ()
    with tempfile.TemporaryDirectory(prefix="tsp-emulator-bench-") as name:
        measured = [(row, _measured(row, Path(name) / row.name, options)) for row in rows]
        prices = list(costs.costs(Path(name))) if given.costs else []
    if measured:
        report.show(measured)
    if prices:
        sys.stdout.write(f"{page.prices(prices)}\n")
    if given.page:
        page.fill(given.page, {"promises": page.promises(measured)} if given.all else {})
        page.fill(given.page, {"costs": page.prices(prices)} if prices else {})
    if given.peers:
        sys.stdout.write("\n".join(peers.rates(options)) + "\n")
    if given.json:
        report.write(measured, given.json)
    if given.plots:
        report.plot(measured, given.plots)
    return int(any(row.holds(figure) is False for row, figure in measured))


def _measured(row: Row, folder: Path, options: Options) -> Figure:
    sys.stderr.write(f"measuring {row.name}\n")
    folder.mkdir()
    return row.measure(folder, options)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure what docs/performance.md promises.")
    parser.add_argument(
        "rows", nargs="*", choices=[[], *(row.name for row in ROWS)], metavar="ROW", help=", ".join(row.name for row in ROWS)
    )
    parser.add_argument("--all", action="store_true", help="measure every row")
    parser.add_argument("--costs", action="store_true", help="say what one request of each kind costs the processor")
    parser.add_argument(
        "--page", type=Path, help="write the tables of --all and --costs into docs/performance.md, or another page with their markers"
    )
    parser.add_argument("--peers", action="store_true", help="load other people's servers too, where they are installed")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a round")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each subject")
    parser.add_argument("--tokens", type=int, default=1_000_000, help="tokens in the large vault")
    parser.add_argument("--cards", type=int, default=100_000, help="cards to seed")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--plots", type=Path, help="folder for the plots (needs matplotlib)")
    given = parser.parse_args()
    if not (given.all or given.rows or given.costs):
        parser.error("name a row, --all, or --costs")
    return given


if __name__ == "__main__":
    sys.exit(main())
