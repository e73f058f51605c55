"""Tests of how the truth is kept, on every engine."""
