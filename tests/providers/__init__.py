"""Tests of what is emulated."""
