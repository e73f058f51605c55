"""Write into docs/explain.md what a developer reads of each mistake, as heard when the tests make it; or say that it is stale."""

import argparse
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from emulator import bootstrap
from emulator.crypto import diagnosis
from emulator.wallets.mistakes import CATALOGUES

ROOT: Final = Path(__file__).resolve().parent.parent
DOCUMENT: Final = ROOT / "docs" / "explain.md"
PASSAGE: Final = re.compile(r"(?<=<!-- heard: messages -->\n).*?(?=<!-- end -->)", re.DOTALL)
# Where every row of every catalogue is made by hand.
MAKING: Final = ("tests/crypto", "tests/wallets/checks", "tests/wallets/test_mistakes.py", "tests/wallets/test_sessions.py")

# The emulator is imported before pytest can look at its plugin, which matters to nobody here.
QUIETLY: Final = ("-q", "-p", "no:cacheprovider", "--no-header", "-W", "ignore:Module already imported")


class Listener:
    """A plugin of pytest that keeps the first message of each mistake; what is drawn by chance is left out."""

    def __init__(self) -> None:
        self.heard: dict[tuple[str, str], str] = {}
        self._finding = diagnosis._finding  # noqa: SLF001  # the one place through which every row speaks

    def pytest_configure(self) -> None:
        """Begin to listen."""
        diagnosis._finding = self._keep  # noqa: SLF001  # as above

    def pytest_unconfigure(self) -> None:
        """Listen no longer."""
        diagnosis._finding = self._finding  # noqa: SLF001  # as above

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Leave out what hypothesis draws."""
        items[:] = [item for item in items if not getattr(item.function, "is_hypothesis_test", False)]

    def _keep(self, mistake: diagnosis.Mistake[Any], evidence: diagnosis.Evidence, check: str) -> diagnosis.Finding:
        self.heard.setdefault((mistake.cause, mistake.fix), evidence.message)
        return self._finding(mistake, evidence, check)


def heard() -> dict[tuple[str, str], str]:
    """Return the message of every mistake, by cause and remedy.

    Raises:
        RuntimeError: the tests that make the mistakes fail.
    """
    listener = Listener()
    os.chdir(ROOT)
    if code := pytest.main([*QUIETLY, *MAKING], plugins=[listener]):
        raise RuntimeError(f"the tests that make the mistakes end with {code}")
    return listener.heard


def rows() -> Iterable[tuple[str, str]]:
    """Give cause and remedy of every mistake, each once."""
    catalogues = [*(one for api in bootstrap.APIS for one in api.mistakes), *CATALOGUES]
    return dict.fromkeys((row.cause, row.fix) for one in catalogues for row in one.rows)


def table(messages: dict[tuple[str, str], str]) -> str:
    """Return the table as Markdown; what nobody made is left out, and missed by the tests."""
    said = dict.fromkeys((cause, messages[cause, fix]) for cause, fix in rows() if (cause, fix) in messages)
    lines = sorted(f"| `{cause}` | {' '.join(message.split()).replace('|', chr(92) + '|')} |" for cause, message in said)
    return "\n".join(("| cause | what is said, for example |", "| --- | --- |", *lines, ""))


def main(arguments: list[str] | None = None) -> int:
    """Write the table, or with --check only say whether it is stale. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if it is stale")
    check = parser.parse_args(arguments).check
    before = DOCUMENT.read_text(encoding="utf-8")
    made = table(heard())
    after = PASSAGE.sub(lambda _: made, before)
    if not check:
        DOCUMENT.write_text(after, encoding="utf-8")
    elif before != after:
        print("docs/explain.md: stale; run scripts/docs_messages", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
