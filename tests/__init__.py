"""Tests: they mirror emulator/, and beside it flows/ (stories), house/ (rules) and witness/ (outside facts)."""
