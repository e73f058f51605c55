"""What a command of `tsp-emulator` is: its summary, its flags, and what it does."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

FAILED: Final = 1
MISUSED: Final = 2


class UsageError(Exception):
    """Something the caller must mend; its text is one sentence."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `run` returns the exit code, and imports what is heavy only when it is called."""

    summary: str
    add_flags: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
