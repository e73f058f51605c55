"""Tests of the command `contracts`."""
