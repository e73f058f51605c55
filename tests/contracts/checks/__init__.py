"""Tests of contracts in use."""
