"""The command line."""

from emulator.cli.commands import main

__all__ = ["main"]
