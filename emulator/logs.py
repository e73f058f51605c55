"""Log lines for people and for machines, with card numbers masked on every way out."""

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

# What ends an escape (in JSON, in reprs, in URLs) does not belong to the number that follows it.
_ESCAPES: Final = (r"\\[a-z]", r"\\x[0-9a-f]{2}", r"\\u[0-9a-f]{4}", r"\\U[0-9a-f]{8}", r"%[0-9A-Fa-f][A-Fa-f]")
# A run of 13 to 19 digits with the first digit of a payment network, or four groups of four, standing alone; digits
# behind the point are a fraction. What stands before it is looked at last, because few digits come that far.
_NUMBER: Final = re.compile(
    rf"[2-6](?:(?<![0-9A-Za-z].)|{'|'.join(f'(?<={escape}.)' for escape in _ESCAPES)})(?<!\d\..)"
    r"(?:\d{12,18}|\d{3}([ -])\d{4}\1\d{4}\1\d{4})"
    r"(?![0-9A-Za-z])"
)
_DIGIT: Final = re.compile(r"\d")
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

# The exchange that is being served, in the task that serves it; every line written meanwhile names it.
EXCHANGE: Final[ContextVar[str]] = ContextVar("exchange", default="")


def mask(text: str) -> str:
    """Return the text with every card-like number shown as stars and its last four digits."""
    return _NUMBER.sub(lambda found: _DIGIT.sub("*", found[0][:-4]) + found[0][-4:], text)


class Masked(logging.Formatter):
    """Formats a record as `time level event field=value ...`, or as one JSON object, and masks the result."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        """Return the masked line."""
        exchange = EXCHANGE.get()
        fields = {"exchange": exchange} if exchange else {}
        fields |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        line = self._json(record, fields) if self._form == "json" else self._console(record, fields)
        return mask(line)

    def _console(self, record: logging.LogRecord, fields: dict[str, Any]) -> str:
        told = "".join(f" {name}={value}" for name, value in fields.items())
        trace = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return f"{self.formatTime(record)} {record.levelname.lower()} {record.getMessage()}{told}{trace}"

    def _json(self, record: logging.LogRecord, fields: dict[str, Any]) -> str:
        told = {"at": _utc(record), "level": record.levelname.lower(), "event": record.getMessage(), **fields}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, default=str)


def _utc(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def configure(*, level: str, form: str) -> None:
    """Send the log of this process to standard error; `form` is `console` or `json`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Masked(form))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
