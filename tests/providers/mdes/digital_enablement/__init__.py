"""Tests of Digital Enablement."""
