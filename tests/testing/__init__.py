"""Tests of what other people's test suites use."""
