"""The rows of what providers say first: notices and questions, by their contracts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from emulator.core.operation import IN_PATH, Notice, Question
from emulator.core.provider import Api
from emulator.recording.tape import TapedExchange


@dataclass(frozen=True)
class OutboundRow:
    """A notice or a question, and the API that it is a row of."""

    api: Api
    row: Notice | Question

    @property
    def contract(self) -> str:
        """What its files in contracts/ begin with."""
        return f"{self.api.name.replace('.', '/')}/{self.row.name}"

    def goes_to(self, path: str, taped: str) -> bool:
        """Say whether a path is the one on tape but for what stands in the braces of its row."""
        return self._base(path) == self._base(taped)

    def says_so_in(self, query: str) -> bool:
        """Say whether a query has every parameter that the row spells out: two rows may share a path."""
        spelt = {part for part in self.row.path.partition("?")[2].split("&") if part and not IN_PATH.search(part)}
        return spelt <= {*query.split("&")}

    def _base(self, path: str) -> str:
        return re.sub(f"{_pattern(self.row.path.partition('?')[0])}$", " ", path)


Rows = dict[str, OutboundRow]


def outbound_rows(apis: Iterable[Api]) -> Rows:
    """Return every notice and question by its contract."""
    known = tuple(apis)
    notices = (OutboundRow(api, row) for api in known for row in api.notices)
    questions = (OutboundRow(api, row) for api in known for row in api.questions)
    return {row.contract: row for row in (*notices, *questions)}


def is_asked(exchange: TapedExchange, rows: Rows) -> bool:
    """Say whether the provider waits for the answer before it goes on."""
    return exchange.contract in rows and isinstance(rows[exchange.contract].row, Question)


def _pattern(path: str) -> str:
    return "".join("[^/]+" if IN_PATH.fullmatch(part) else re.escape(part) for part in re.split(r"(\{\w+\})", path))
