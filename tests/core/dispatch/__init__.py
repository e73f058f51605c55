"""Tests of the path that every request takes."""
