"""Tests of Visa's in app."""
