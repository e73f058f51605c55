"""What went over the wire: the last exchanges in memory, and figures about all of them."""

from emulator.core.journal.ring import BEHIND, Exchange, Journal, Problem, Watcher

__all__ = ["BEHIND", "Exchange", "Journal", "Problem", "Watcher"]
