"""The one path that every request takes, and what may turn it aside: armed scenarios and repeated keys."""

from emulator.core.dispatch.path import DEFAULT, EXPLANATION, dispatch

__all__ = ["DEFAULT", "EXPLANATION", "dispatch"]
