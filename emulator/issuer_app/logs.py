"""Log lines: an event name and its fields, on standard error."""

import logging
import sys
from typing import Final

LOGGER: Final = "issuer_app"

# What every record carries by itself; anything beyond it was given as a field of the event.
_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class EventFormatter(logging.Formatter):
    """Writes `time level event key=value ...` on one line; values as Python shows them, so that none can start a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of one record."""
        fields = (f"{key}={value!r}" for key, value in vars(record).items() if key not in _OWN)
        line = " ".join((self.formatTime(record), record.levelname.lower(), record.getMessage(), *fields))
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def start_logging() -> None:
    """Send the app's events to standard error; standard output is for the `ready` line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(EventFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
