"""Tests of how messages are read and sent."""
