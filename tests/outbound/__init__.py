"""Tests of what the emulator says first."""
