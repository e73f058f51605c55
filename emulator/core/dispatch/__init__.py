"""The one path that every request takes, and what may turn it aside: armed scenarios, repeated keys, used tickets."""

from emulator.core.dispatch.path import DEFAULT, EXPLANATION, dispatch

__all__ = ["DEFAULT", "EXPLANATION", "dispatch"]
