"""Tests of the Visa provider."""
