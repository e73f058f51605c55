"""Tests of Visa's records."""
