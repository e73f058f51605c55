"""Write the generated tables between their markers in the documentation, or say which are stale."""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

ROOT: Final = Path(__file__).resolve().parent.parent
OPENING: Final = re.compile(r"<!-- generated: (?P<name>[^\s>]+) -->")
PASSAGE: Final = re.compile(OPENING.pattern + r"\n(?:(?!<!-- generated: ).)*?<!-- end -->", re.DOTALL)

Tables: TypeAlias = Mapping[str, str]
"""The name in a marker, and the Markdown that belongs there."""


class MarkerError(Exception):
    """A marker that cannot be filled: nobody makes its table, or it has no end."""


def filled(text: str, tables: Tables) -> str:
    """Return `text` with every passage `<!-- generated: NAME -->` ... `<!-- end -->` filled from `tables`.

    Raises:
        MarkerError: a name that `tables` lacks, or an opening marker without its end.
    """
    if len(OPENING.findall(text)) != len(PASSAGE.findall(text)):
        raise MarkerError("a marker `<!-- generated: ... -->` has no `<!-- end -->` after it")

    def passage(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in tables:
            raise MarkerError(f"no table is called {name}; there are: {', '.join(sorted(tables))}")
        return f"<!-- generated: {name} -->\n{tables[name].strip()}\n<!-- end -->"

    return PASSAGE.sub(passage, text)


def documents(root: Path) -> list[Path]:
    """Return the Markdown files below `root` that hold at least one marker."""
    candidates = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
    return [path for path in candidates if path.is_file() and OPENING.search(path.read_text(encoding="utf-8"))]


def changes(root: Path, make_tables: Callable[[], Tables]) -> dict[Path, str]:
    """Return the new text of every document that is stale. No tables are made when no document asks for one.

    Raises:
        MarkerError: see `filled`; the message begins with the document.
    """
    asking = documents(root)
    tables = make_tables() if asking else {}
    fresh = {path: _filled_document(path, tables) for path in asking}
    return {path: text for path, text in fresh.items() if text != path.read_text(encoding="utf-8")}


def _filled_document(path: Path, tables: Tables) -> str:
    try:
        return filled(path.read_text(encoding="utf-8"), tables)
    except MarkerError as error:
        raise MarkerError(f"{path}: {error}") from error


def emulator_tables() -> Tables:
    """Ask the emulator for its tables, through its command line.

    Raises:
        subprocess.CalledProcessError: the command failed; it has said why on stderr.
    """
    command = [sys.executable, "-m", "emulator", "contracts", "--tables"]
    printed = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    tables: Tables = json.loads(printed)
    return tables


def main(arguments: list[str] | None = None) -> int:
    """Write what is stale, or with --check only name it. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is stale")
    check = parser.parse_args(arguments).check
    try:
        stale = changes(ROOT, emulator_tables)
    except (MarkerError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    for path, text in stale.items():
        print(f"{path.relative_to(ROOT)}: {'stale; run scripts/docs_tables' if check else 'written'}")
        if not check:
            path.write_text(text, encoding="utf-8")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
