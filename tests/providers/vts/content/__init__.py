"""Tests of Visa's content."""
