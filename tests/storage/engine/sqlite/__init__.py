"""Tests of ticks, failures, reads and processes on SQLite."""
