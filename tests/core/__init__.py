"""Tests of the one path through the house, and of what stands beside it."""
